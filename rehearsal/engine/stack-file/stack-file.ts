import path from "node:path";
import type { ConfigValue } from "../../../config/pulumi-yaml/stack-values";
import { ownValues } from "../../../config/stack-file/namespace";
import { readYamlFile, stackFileConfig } from "../../../config/stack-file/stack-file";
import { stackNameOf } from "../../../config/stack-file/stack-files";
import { environmentValues, withValues } from "./environment-values";
import { placeholderFor, type PlaceholderOf } from "./placeholders";
import { plain, SecretValue, type StackValue } from "./stack-values";
import { withoutTypedSecrets } from "./typed-secrets";

export type { ConfigValue };
export { plain, SecretValue, type StackValue } from "./stack-values";

export interface StackFile {
  stackName: string;
  config: Record<string, StackValue>;
  /** Full config paths, such as `openmetadata:secrets.auth.clientSecret`, whose values are generated placeholders. */
  placeholders: string[];
  /** Those of them that the file does not set at all, and that `pulumi up` would ask for. */
  missingSecrets: string[];
  /** Every secret that was made for this rehearsal, in place of what the file says: none of them occurs by chance. */
  madeSecrets: Set<string>;
  /** What to say of the file itself. */
  notes: readonly string[];
}

/** `Pulumi.yaml`, as far as a rehearsal needs it. */
export interface ProjectFile {
  name: string;
  config?: Record<string, unknown>;
  runtime?: unknown;
  main?: string;
}

export const readProjectFile = (directory: string): ProjectFile =>
  readYamlFile(path.join(directory, "Pulumi.yaml"), "Pulumi.yaml").value as unknown as ProjectFile;

export interface StackFileOptions {
  /** Name of the project, which keys without a namespace belong to; default: openmetadata. */
  readonly project?: string;
  /** Stand-ins for secrets; default: a fresh one for each. */
  readonly placeholder?: PlaceholderOf;
  /** A file with the values of the ESC environments that the stack file imports. */
  readonly values?: string;
}

/**
 * Reads a stack file without Pulumi, and as Pulumi does. Values under `secure:` stay encrypted where they are: each, and each
 * secret that is written in plain, is replaced by a placeholder that satisfies its key's schema, and the settings of the file's
 * secrets provider are left behind.
 */
export function readStackFile(file: string, options: StackFileOptions = {}): StackFile {
  const { project = "openmetadata", values, placeholder = placeholderFor } = options;
  const { config: own, notes } = stackFileConfig(file, project, values !== undefined);
  const given = values === undefined ? own : withValues(own, environmentValues(values, project));
  const made: MadeSecrets = { placeholder, placeholders: [], texts: new Set() };
  const config = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, replaceSecure(value, key, made)]),
  );
  return {
    stackName: stackNameOf(file),
    config: withoutTypedSecrets(config, made.texts, placeholder),
    placeholders: made.placeholders,
    missingSecrets: [],
    madeSecrets: made.texts,
    notes,
  };
}

interface MadeSecrets {
  readonly placeholder: PlaceholderOf;
  readonly placeholders: string[];
  readonly texts: Set<string>;
}

function replaceSecure(value: ConfigValue, at: string, made: MadeSecrets): StackValue {
  if (Array.isArray(value)) return value.map((item, index) => replaceSecure(item, `${at}[${index}]`, made));
  if (typeof value !== "object" || value === null) return value;
  const names = Object.keys(value);
  if (names.length === 1 && names[0] === "secure" && typeof value.secure === "string") {
    const placeholder = made.placeholder(at, value.secure);
    made.placeholders.push(at);
    made.texts.add(placeholder);
    return new SecretValue(placeholder);
  }
  return Object.fromEntries(names.map((name) => [name, replaceSecure(value[name]!, `${at}.${name}`, made)]));
}

/** The value as a stack file holds it, each secret encrypted. */
export function serialize(value: StackValue, encrypt: (plain: string) => string): ConfigValue {
  if (value instanceof SecretValue) return { secure: encrypt(value.plain) };
  if (Array.isArray(value)) return value.map((item) => serialize(item, encrypt));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, serialize(inner, encrypt)]));
}

/** What a stack file says under `openmetadata:`, its secrets in clear, as `validateStackConfig` takes it. */
export const plainValues = ({ config }: Pick<StackFile, "config">): Record<string, unknown> =>
  Object.fromEntries(Object.entries(ownValues(config)).map(([key, value]) => [key, plain(value)]));

/** Every text of the config: what it names, such as a VPC of the user's own, exists. */
export const textsOf = (config: StackValue): Set<string> => {
  const texts = (value: StackValue): string[] => {
    if (typeof value === "string") return [value];
    if (value instanceof SecretValue) return [value.plain];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
  };
  return new Set(texts(config));
};

/** A copy that may be changed; secrets, which cannot, are shared. */
export function structuredCloneOf<T extends StackValue>(value: T): T {
  if (Array.isArray(value)) return value.map(structuredCloneOf) as T;
  if (typeof value !== "object" || value === null || value instanceof SecretValue) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, structuredCloneOf(inner)])) as T;
}

/** A stack without a file: the values as they are given, those of secrets too. */
export const stackOfConfiguration = (configuration: Record<string, StackValue>): StackFile => ({
  stackName: "rehearsal",
  config: structuredCloneOf(configuration),
  placeholders: [],
  missingSecrets: [],
  madeSecrets: new Set(),
  notes: [],
});
