/** Names behind which people keep secrets, in any spelling. */
const secretName = /pass|pwd|secret|token|key|credential|private|jwt|auth_?header|cookie/i;
/** Values that give themselves away, whatever the name in front of them. */
const secretValue = /:\/\/[^/\s]*@|-----BEGIN|\beyJ[\w-]{10}|(pass|pwd|secret|token|key)[\w-]*\s*[=:]/i;
const longest = 60;

/** True when a key's name says that its value is a secret. */
export const looksSecret = (name: string) => secretName.test(name);

/** Type and length of a value, and nothing of its content. */
export function typeAndLength(value: unknown): string {
  if (typeof value === "string") return `text of ${value.length} ${value.length === 1 ? "character" : "characters"}`;
  if (typeof value === "number") return `a number of ${String(value).length} characters`;
  if (typeof value === "boolean") return "true or false";
  if (value === null) return "empty";
  if (Array.isArray(value)) return `a list of ${value.length} ${value.length === 1 ? "entry" : "entries"}`;
  if (typeof value === "object") return `an object of ${Object.keys(value).length} keys`;
  return "nothing";
}

/** A found value as an error may show it: as it is only when neither its key nor its look is that of a secret. */
export function foundValue(path: readonly (string | number)[], value: unknown): string {
  const names = path.filter((segment) => typeof segment === "string");
  const scalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  if (!scalar || names[0] === "secrets" || names.some(looksSecret)) return typeAndLength(value);
  if (typeof value === "string" && (secretValue.test(value) || value.length > longest)) return typeAndLength(value);
  // Values of variables are anything at all: passwords in disguise too.
  if (names.includes("environment") || names.includes("customParameters")) return typeAndLength(value);
  return JSON.stringify(value);
}
