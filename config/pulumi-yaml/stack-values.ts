import type { YamlValue } from "./document";

/** A value of a stack's config. */
export type ConfigValue = null | boolean | number | string | ConfigValue[] | { [key: string]: ConfigValue };

/** A key of `config:` that Pulumi cannot read, or that is there twice. */
export class ConfigKeyError extends Error {}

/** `size` is a key of the project, and `openmetadata:config:size` an older way to write `openmetadata:size`. */
const fullKey = (key: string, project: string): string => {
  const parts = key.includes(":") ? key.split(":") : [project, key];
  const [namespace = "", middle = "", name] = parts;
  if (parts.length === 2) return parts.join(":");
  if (parts.length === 3 && middle === "config") return `${namespace}:${name}`;
  throw new ConfigKeyError(
    `${key} is no key of config: to Pulumi, which needs one colon in it, such as openmetadata:size. Keys below it are indented`,
  );
};

/** `config:` of a stack file by full keys, as Pulumi gives it to the program (LoadProjectStackBytes, ParseKey). */
export function configByKey(config: { [key: string]: YamlValue }, project: string): Record<string, ConfigValue> {
  const values: Record<string, ConfigValue> = {};
  for (const [written, value] of Object.entries(config)) {
    const key = fullKey(written, project);
    if (Object.hasOwn(values, key))
      throw new ConfigKeyError(`config: has ${key} twice, once as ${written}. Pulumi takes either. Remove one of them`);
    values[key] = topValue(value);
  }
  return values;
}

/** A key without a value is empty text; a number too long for JavaScript is text to the program anyway. */
const topValue = (value: YamlValue): ConfigValue =>
  value === null ? "" : typeof value === "bigint" ? String(value) : configValue(value);

const configValue = (value: YamlValue): ConfigValue => {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(configValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, configValue(inner)]));
};
