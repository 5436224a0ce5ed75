import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { placeholderFor } from "./placeholders";
import { stackFileConfig } from "./stack-file-document";

export type ConfigValue = null | boolean | number | string | ConfigValue[] | { [key: string]: ConfigValue };

/** A secret value of the rehearsal's own stack file: written encrypted, handed to the program as a Pulumi secret. */
export class SecretValue {
  constructor(readonly plain: string) {}
}
export type StackValue = SecretValue | null | boolean | number | string | StackValue[] | { [key: string]: StackValue };

export interface StackFile {
  stackName: string;
  config: Record<string, StackValue>;
  /** Full config paths, such as `openmetadata:secrets.auth.clientSecret`, whose values are generated placeholders. */
  placeholders: string[];
  /** Those of them that the file does not set at all, and that `pulumi up` would ask for. */
  missingSecrets: string[];
}

/** `Pulumi.yaml`, as far as a rehearsal needs it. */
export interface ProjectFile {
  name: string;
  config?: Record<string, unknown>;
  runtime?: unknown;
  main?: string;
}

export const readProjectFile = (directory: string): ProjectFile =>
  parse(readFileSync(path.join(directory, "Pulumi.yaml"), "utf8")) as ProjectFile;

/** The stack that a file name stands for: `dev` of `Pulumi.dev.yaml`. */
export function stackNameOf(file: string): string {
  const base = path.basename(file).replace(/\.(ya?ml|json)$/, "");
  const name = base.replace(/^Pulumi\./, "").replace(/[^A-Za-z0-9_.-]/g, "-");
  return name === "" ? "rehearsal" : name;
}

/**
 * Reads a stack file without Pulumi. Values under `secure:` stay encrypted where they are: each is replaced by a
 * placeholder that satisfies its key's schema, and the settings of the file's secrets provider are left behind.
 */
export function readStackFile(file: string): StackFile {
  const placeholders: string[] = [];
  const config = Object.fromEntries(
    Object.entries(stackFileConfig(file)).map(([key, value]) => [key, replaceSecure(value, key, placeholders)]),
  );
  return { stackName: stackNameOf(file), config, placeholders, missingSecrets: [] };
}

function replaceSecure(value: ConfigValue, at: string, placeholders: string[]): StackValue {
  if (Array.isArray(value)) return value.map((item, index) => replaceSecure(item, `${at}[${index}]`, placeholders));
  if (typeof value !== "object" || value === null) return value;
  const names = Object.keys(value);
  if (names.length === 1 && names[0] === "secure" && typeof value.secure === "string") {
    placeholders.push(at);
    return new SecretValue(placeholderFor(at));
  }
  return Object.fromEntries(names.map((name) => [name, replaceSecure(value[name]!, `${at}.${name}`, placeholders)]));
}

/** The value as a stack file holds it, each secret encrypted. */
export function serialize(value: StackValue, encrypt: (plain: string) => string): ConfigValue {
  if (value instanceof SecretValue) return { secure: encrypt(value.plain) };
  if (Array.isArray(value)) return value.map((item) => serialize(item, encrypt));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, serialize(inner, encrypt)]));
}

/** The value as the program will see it, secrets in clear: for the validator, which shows none. */
export function plain(value: StackValue): ConfigValue {
  if (value instanceof SecretValue) return value.plain;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}

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
