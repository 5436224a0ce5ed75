import path from "node:path";
import { isRecord } from "../../../problems/record";
import { configByKey, ConfigKeyError, type ConfigValue } from "../../../config/pulumi-yaml/stack-values";
import type { YamlValue } from "../../../config/pulumi-yaml/document";
import { readYamlFile } from "../../../config/stack-file/stack-file";

/** A definition marks secrets (`fn::secret: text`), which `pulumi env open` writes as they are. */
const withoutMarks = (value: YamlValue): YamlValue => {
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (!isRecord(value)) return value;
  const { "fn::secret": secret, ...others } = value;
  if (secret !== undefined && Object.keys(others).length === 0) return isRecord(secret) ? "" : secret;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutMarks(inner)]));
};

/**
 * The config that ESC environments give to a stack: `pulumiConfig` of what `pulumi env open` writes as JSON or YAML, or of an
 * environment's own definition.
 */
export function environmentValues(file: string, project: string): Record<string, ConfigValue> {
  const { value } = readYamlFile(file, "values.json");
  const document = isRecord(value) && isRecord(value.values) ? value.values : value;
  const config = isRecord(document) ? document.pulumiConfig : undefined;
  if (!isRecord(config))
    throw new Error(
      `${path.basename(file)} has no pulumiConfig: with keys below it, which is what an environment gives to a stack. ` +
        `Write the file with: pulumi env open ORG/PROJECT/ENV > ${file}`,
    );
  try {
    return configByKey(withoutMarks(config) as { [key: string]: YamlValue }, project);
  } catch (error) {
    if (error instanceof ConfigKeyError) throw new Error(`${path.basename(file)}: ${error.message} (${file}).`);
    throw error;
  }
}

type ConfigMap = { [key: string]: ConfigValue };

/** The stack file wins over its environments, and maps are merged (`Merge` of the SDK's config). */
export const withValues = (own: ConfigMap, environment: ConfigMap): ConfigMap => ({
  ...environment,
  ...Object.fromEntries(
    Object.entries(own).map(([key, value]) => {
      const base = environment[key];
      return [key, isRecord(value) && isRecord(base) && !isSecure(value) ? withValues(value, base) : value];
    }),
  ),
});

const isSecure = (value: ConfigMap): boolean => Object.keys(value).length === 1 && typeof value.secure === "string";
