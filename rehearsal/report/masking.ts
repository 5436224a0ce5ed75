import { isRecord } from "../../problems/record";
import { secretSignature, signatureKey } from "../protocol/wire";

/** What the engine puts where a value is not known before `up`. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const maskedText = "[secret]";
/** Written in place of what only `up` knows. */
export const unknownMark = "[unknown]";
/** Shorter strings say nothing on their own and would blot out half a report; their envelopes are masked all the same. */
const shortestMasked = 6;

/** The records of a JSON list; empty when the text is no list, such as a value not known before `up`. */
export const recordsInJson = (text: unknown): Record<string, unknown>[] => {
  if (typeof text !== "string") return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter(isRecord) : [];
  } catch {
    return [];
  }
};

export const isSecretEnvelope = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && value[signatureKey] === secretSignature;

/** Every string in a secret value, which may be a whole object. */
export const leafStrings = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(leafStrings);
  return isRecord(value) ? Object.values(value).flatMap(leafStrings) : [];
};

/** The ways in which a value may be written: as it is, inside JSON, in a URL, in base64. */
const spellings = (value: string): string[] => [
  value,
  JSON.stringify(value).slice(1, -1),
  encodeURIComponent(wellFormed(value)),
  Buffer.from(value).toString("base64").replace(/=+$/, ""),
];

/** Lone surrogates replaced, as writing the text would; encodeURIComponent refuses them. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

/** Replaces secrets in everything that leaves the rehearsal: envelopes by their mark, known values by what they are. */
export class Mask {
  readonly #texts: readonly string[];

  constructor(values: Iterable<string>) {
    const texts = new Set<string>();
    for (const value of values) {
      const lines = value.trim().includes("\n") ? value.split("\n").map((line) => line.trim()) : [];
      for (const text of [value, ...lines.filter((line) => !line.startsWith("-----"))]) {
        if (text.length >= shortestMasked) for (const spelling of spellings(text)) texts.add(spelling);
      }
    }
    this.#texts = [...texts].sort((one, other) => other.length - one.length);
  }

  text(text: string): string {
    let masked = text;
    for (const secret of this.#texts) if (masked.includes(secret)) masked = masked.replaceAll(secret, maskedText);
    return masked;
  }

  /** A copy with every secret masked and every value not yet known said to be so. */
  value(value: unknown): unknown {
    if (typeof value === "string") return value === unknownText ? unknownMark : this.text(value);
    if (Array.isArray(value)) return value.map((element) => this.value(element));
    if (isSecretEnvelope(value)) return maskedText;
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [this.text(key), this.value(element)]));
  }

  /** The same for a list of texts. */
  texts(texts: readonly string[]): string[] {
    return texts.map((text) => this.text(text));
  }
}
