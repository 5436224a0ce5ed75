import { number, plainScalar, type ScalarValue, timestamp } from "./scalars";

const standard = "tag:yaml.org,2002:";

/** A scalar behind a tag (`!!str 0042`) as gopkg.in/yaml.v3 reads it; undefined where it refuses. */
export function taggedScalar(tag: string, text: string, quoted: boolean): ScalarValue | undefined {
  // `!` says only that a value is not to be guessed; without quotes Go's reader guesses all the same.
  if (tag === "!") return quoted ? text : plainScalar(text);
  // A tag that nobody knows is passed over, and so are those of lists and maps.
  if (!tag.startsWith(standard)) return text;
  switch (tag.slice(standard.length)) {
    case "int":
      return wholeOnly(number(text));
    case "float": {
      const value = plainScalar(text);
      return typeof value === "number" || typeof value === "bigint" ? Number(value) : undefined;
    }
    case "bool": {
      const value = plainScalar(text);
      return typeof value === "boolean" ? value : undefined;
    }
    case "null":
      return plainScalar(text) === null ? null : undefined;
    case "timestamp":
      return timestamp(text);
    case "binary":
      return /^[A-Za-z0-9+/\s]*={0,2}$/.test(text) ? Buffer.from(text, "base64").toString() : undefined;
    default:
      return text;
  }
}

const wholeOnly = (value: number | bigint | undefined): number | bigint | undefined =>
  typeof value === "bigint" || Number.isInteger(value) ? value : undefined;
