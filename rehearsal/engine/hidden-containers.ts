/** In place of a value that config or the program marks as secret. */
const hidden = "[secret]";

/** What of a container says which it is and where it is, and never what it is given. */
const shown = new Set([
  "name",
  "image",
  "valueFrom",
  "containerName",
  "condition",
  "protocol",
  "sourceVolume",
  "containerPath",
]);

const hide = (value: unknown, key: string): unknown => {
  if (typeof value === "string") return shown.has(key) ? value : hidden;
  if (Array.isArray(value)) return value.map((item) => hide(item, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hide(inner, name)]));
};

/**
 * A secret property as it may be shown. One secret in a list of containers makes the whole list secret to the engine: which
 * containers there are, and which variables each reads, is none.
 */
export function shownSecret(plain: unknown, property: string): unknown {
  if (property !== "containerDefinitions" || typeof plain !== "string") return hidden;
  try {
    const list: unknown = JSON.parse(plain);
    return Array.isArray(list) ? JSON.stringify(hide(list, "")) : hidden;
  } catch {
    return hidden;
  }
}
