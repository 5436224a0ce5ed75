import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../project-directory";
import { readYaml } from "../pulumi-yaml/document";
import { configByKey } from "../pulumi-yaml/stack-values";
import { isRecord } from "../schema-walk";

const namespace = "openmetadata:";

/** What a stack file's text says under `openmetadata:`, as `validateStackConfig` takes it. */
export function stackFileValues(text: string): Record<string, unknown> {
  const document = readYaml(text).value;
  const config = isRecord(document) && isRecord(document.config) ? document.config : {};
  return Object.fromEntries(
    Object.entries(configByKey(config, "openmetadata"))
      .filter(([key]) => key.startsWith(namespace))
      .map(([key, value]) => [key.slice(namespace.length), value]),
  );
}

/** The values of one of the project's own stack files. */
export const valuesOfStack = (stack: string): Record<string, unknown> =>
  stackFileValues(readFileSync(join(projectDirectory, `Pulumi.${stack}.yaml`), "utf8"));
