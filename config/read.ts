import * as pulumi from "@pulumi/pulumi";
import { setSecretCommand } from "./commands";
import { problemsText } from "./problem";
import { readSecrets } from "./secrets";
import type { StackConfig } from "./stack-config";
import { validateStackConfig } from "./validate";

const namespace = "openmetadata:";

/** Exported by the SDK at run time and left out of its types: there is no other way to tell a secure value from a plain one. */
const { isConfigSecret } = pulumi.runtime as unknown as { readonly isConfigSecret: (key: string) => boolean };

/** Objects and lists arrive as JSON; everything else is text. */
function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * Reads everything under `openmetadata:` of the running stack, once. Throws one error that lists every problem before
 * any resource is registered; what a user should only know is logged as warnings.
 */
export function readStackConfig(): StackConfig {
  const all = pulumi.runtime.allConfig() as Record<string, string>;
  const entries = Object.entries(all).filter(([key]) => key.startsWith(namespace));
  const names = entries.map(([key]) => key.slice(namespace.length));
  const secureKeys = new Set(names.filter((name) => name !== "secrets" && isConfigSecret(namespace + name)));
  const reading = readSecrets(parsed(all[`${namespace}secrets`] ?? "{}"));
  // As the provider itself finds it.
  const region = all["aws:region"] ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  const values = Object.fromEntries(
    entries
      .map(([key, text]) => [key.slice(namespace.length), parsed(text)] as const)
      .filter(([name]) => name !== "secrets"),
  );

  const { config, problems, notes } = validateStackConfig(values, {
    secrets: reading,
    secureKeys,
    ...(region !== undefined && { region }),
  });
  for (const { key, text } of notes) void pulumi.log.warn(`openmetadata:${key}: ${text}`);
  if (reading.paths.size > 0 && !isConfigSecret(`${namespace}secrets`)) {
    void pulumi.log.warn(
      `openmetadata:secrets holds plain text. Encrypt each value: ${setSecretCommand("secrets.<section>.<name>")}`,
    );
  }
  if (config === undefined) throw new pulumi.RunError(problemsText(problems));
  return { ...config, secrets: reading.secrets };
}
