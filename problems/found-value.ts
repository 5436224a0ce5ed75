/** Names behind which people keep secrets, in any spelling. */
const secretName = /pass|pwd|secret|token|key|credential|private|jwt|auth_?header|cookie/i;
/** Last words of names that say where a secret is, how long it lasts or how it is made, and hold none: `kmsKeyArn`. */
const harmlessName = /(Arns?|Uris?|Urls?|Ids|Seconds|Days|Path|File|Alias|Algorithm|Method|Claims|ClaimsMapping)$/;
/** Values that give themselves away, under any name. */
const secretValue = /:\/\/[^/\s]*@|-----BEGIN|\beyJ[\w-]{10}|(pass|pwd|secret|token|key)[\w-]*\s*[=:]/i;
const longest = 60;

/** True when a value gives itself away as a secret, under any name. */
export const looksLikeSecret = (value: string) => secretValue.test(value);

/** True when a key's name says that its value is a secret. */
export const looksSecret = (name: string) => secretName.test(name) && !harmlessName.test(name);

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? "" : "s"}`;

/** Type and length of a value, and nothing of its content. */
export function typeAndLength(value: unknown): string {
  if (value === "" || value === null) return "empty";
  if (typeof value === "string") return `text of ${count(value.length, "character")}`;
  if (typeof value === "number") return `a number of ${count(String(value).length, "character")}`;
  if (typeof value === "boolean") return "a boolean";
  if (Array.isArray(value)) return value.length === 1 ? "a list of 1 entry" : `a list of ${value.length} entries`;
  if (typeof value === "object") return `an object of ${count(Object.keys(value).length, "key")}`;
  return "nothing";
}

/** A found value as an error may show it: as it is only when neither its key nor its look is that of a secret. */
export function foundValue(path: readonly (string | number)[], value: unknown): string {
  const names = path.filter((segment) => typeof segment === "string");
  if (value === "") return "empty";
  const scalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  if (!scalar || names[0] === "secrets" || names.some(looksSecret)) return typeAndLength(value);
  if (typeof value === "string" && (secretValue.test(value) || value.length > longest)) return typeAndLength(value);
  // Values of variables are anything at all: passwords in disguise too.
  if (names.includes("environment") || names.includes("customParameters")) return typeAndLength(value);
  return JSON.stringify(value);
}
