/** A value as Go's reader of YAML makes it of a scalar. */
export type ScalarValue = string | number | bigint | boolean | null | Timestamp;

/** A date or time, as the text that Pulumi makes of it. */
export class Timestamp {
  constructor(readonly text: string) {}
}

const words: Readonly<Record<string, boolean | null | number>> = {
  ...Object.fromEntries(["true", "True", "TRUE"].map((word) => [word, true])),
  ...Object.fromEntries(["false", "False", "FALSE"].map((word) => [word, false])),
  ...Object.fromEntries(["", "~", "null", "Null", "NULL"].map((word) => [word, null])),
  ...Object.fromEntries([".nan", ".NaN", ".NAN"].map((word) => [word, NaN])),
  ...Object.fromEntries([".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, Infinity])),
  ...Object.fromEntries(["-.inf", "-.Inf", "-.INF"].map((word) => [word, -Infinity])),
};

/**
 * What a plain scalar is to Pulumi: to `resolve` of gopkg.in/yaml.v3 (resolve.go, v3.0.1), which reads YAML 1.1's octal
 * numbers, underscores and dates beside YAML 1.2, and `yes`, `on` and `1:30` as text.
 */
export function plainScalar(text: string): ScalarValue {
  if (Object.hasOwn(words, text)) return words[text]!;
  if (text.startsWith(".")) return goFloat(text) ?? text;
  if (!/^[-+0-9]/.test(text)) return text;
  return timestamp(text) ?? number(text) ?? text;
}

/** A whole number where JavaScript holds it exactly is a number, and beyond a bigint. */
const whole = (value: bigint): number | bigint => (Number.isSafeInteger(Number(value)) ? Number(value) : value);

const smallest = -(2n ** 63n);
const largest = 2n ** 64n;

/** A number, or nothing where the text is none; underscores may be anywhere behind the first character. */
export function number(written: string): number | bigint | undefined {
  const text = written.replaceAll("_", "");
  const [, sign = "", digits = ""] = /^([-+]?)(.*)$/s.exec(text)!;
  const value = wholeNumber(sign, digits);
  if (value !== undefined) return whole(value);
  return /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(text) ? finite(Number(text)) : undefined;
}

/** Of digits with Go's prefixes; `0b-1` is a number too, by accident. */
function wholeNumber(sign: string, digits: string): bigint | undefined {
  const [, prefix = "", inner = "", rest = ""] = /^(0[xXbBoO])?(-?)(.*)$/s.exec(digits)!;
  if (inner !== "" && (sign !== "" || !/^0[bo]$/.test(prefix))) return undefined;
  const octal = prefix === "" && /^0[0-7]+$/.test(rest);
  const form = octal ? `0o${rest}` : `${prefix.toLowerCase()}${rest}`;
  if (!/^(0x[0-9a-f]+|0b[01]+|0o[0-7]+|0|[1-9][0-9]*)$/i.test(form)) return undefined;
  const value = BigInt(form) * (sign === "-" || inner !== "" ? -1n : 1n);
  return value >= smallest && value < (sign === "" && inner === "" ? largest : 2n ** 63n) ? value : undefined;
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

const goFloat = (text: string): number | undefined =>
  /^\.[0-9]+([eE][-+]?[0-9]+)?$/.test(text) ? finite(Number(text)) : undefined;

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** A date, or a date and a time, with the text that Go writes for it: `2024-01-01` is `2024-01-01 00:00:00 +0000 UTC`. */
export function timestamp(text: string): Timestamp | undefined {
  const form = /^(\d{4})-(\d\d?)-(\d\d?)(?:([Tt ])(\d\d?):(\d\d?):(\d\d?)(?:[.,](\d+))?(Z|[-+]\d\d:\d\d)?)?$/.exec(
    text,
  );
  if (!form) return undefined;
  const [, years = "", months = "", days = "", between, hours = "0", minutes = "0", seconds = "0", part = "", zone] =
    form;
  // A time behind a space has no zone, one behind a T must have it.
  if (between !== undefined && (between === " ") === (zone !== undefined)) return undefined;
  const [month, day, hour, minute, second] = [months, days, hours, minutes, seconds].map(Number);
  if (month! < 1 || month! > 12 || day! < 1 || day! > daysIn(Number(years), month!)) return undefined;
  if (hour! > 23 || minute! > 59 || second! > 59) return undefined;
  const two = (value: number | undefined) => String(value).padStart(2, "0");
  // Go keeps nanoseconds.
  const fraction = part.slice(0, 9).replace(/0+$/, "");
  const offset = zoneText(zone);
  if (offset === undefined) return undefined;
  const time = `${two(hour)}:${two(minute)}:${two(second)}${fraction && `.${fraction}`}`;
  return new Timestamp(`${years}-${two(month)}-${two(day)} ${time} ${offset}`);
}

const zoneText = (zone = "Z"): string | undefined => {
  if (zone === "Z" || /^[-+]00:00$/.test(zone)) return "+0000 UTC";
  const [hours, minutes] = zone.slice(1).split(":").map(Number);
  if (hours! > 24 || minutes! > 59) return undefined;
  const digits = zone.replace(":", "");
  return `${digits} ${digits}`;
};
