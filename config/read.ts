import * as pulumi from "@pulumi/pulumi";
import { awsSettingProblems } from "./aws-settings";
import { setSecretCommand, steps } from "../problems/commands";
import { namespace } from "./stack-file/namespace";
import { strayNamespaceProblems } from "./stack-file/stray-namespaces";
import { problemsText } from "../problems/problem";
import { refusal } from "../problems/refusal";
import { readSecrets } from "./secrets";
import type { StackConfig } from "./stack-config";
import { validateStackConfig } from "./validate";

/** The stack's config under a namespace such as `aws:`, which the names are given without. */
const configUnder = (prefix: string): [name: string, text: string][] =>
  Object.entries(pulumi.runtime.allConfig() as Record<string, string>)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, text]) => [key.slice(prefix.length), text]);

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
 * Reads everything under `openmetadata:` of the running stack, once. Throws one error that lists every problem, those of the
 * provider's keys under `aws:` included, before any resource is registered; what a user should only know is logged as warnings.
 */
export function readStackConfig(): StackConfig {
  const entries = configUnder(namespace);
  const names = entries.map(([name]) => name);
  const secureKeys = new Set(names.filter((name) => name !== "secrets" && isConfigSecret(namespace + name)));
  const reading = readSecrets(parsed(Object.fromEntries(entries).secrets ?? "{}"));
  // As the provider itself finds it.
  const settings = Object.fromEntries(configUnder("aws:"));
  const region = settings.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  const values = Object.fromEntries(
    entries.filter(([name]) => name !== "secrets").map(([name, text]) => [name, parsed(text)]),
  );

  const {
    config,
    problems: own,
    notes,
  } = validateStackConfig(values, {
    secrets: reading,
    secureKeys,
    ...(region !== undefined && { region }),
  });
  for (const { key, text } of notes) void pulumi.log.warn(`openmetadata:${key}: ${text}`);
  if (reading.paths.size > 0 && !isConfigSecret(`${namespace}secrets`)) {
    const fix = steps("Encrypt each value", setSecretCommand("secrets.SECTION.NAME"));
    void pulumi.log.warn(`openmetadata:secrets holds plain text.\n${fix}`);
  }
  const problems = [
    ...awsSettingProblems(settings, region),
    ...strayNamespaceProblems(pulumi.runtime.allConfig() as Record<string, string>, isConfigSecret),
    ...own,
  ];
  if (config === undefined || problems.length > 0) throw refusal(problemsText(problems));
  return { ...config, secrets: reading.secrets };
}
