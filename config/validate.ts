import { z } from "zod";
import type { SecretName } from "../openmetadata/secret-names";
import { setSecretCommand } from "./commands";
import type { Note, Problem } from "./problem";
import { projectDirectory } from "./project-directory";
import { crossFieldRules } from "./rules";
import { defaultMaximumStorage } from "./rules/database";
import { defaultSearchVersion } from "./rules/release";
import { type PlainStackConfig, stackConfigSchema } from "./schema";
import { isRecord, valueAt, withScalarTypes } from "./schema-walk";
import { problemsOfIssue, unknownKey } from "./schema-problems";
import { readSecrets } from "./secrets";
import { type Size, sizes } from "./sizes";

/** What is known of `openmetadata:secrets` once its values are out of sight. */
export interface SecretsInspection {
  readonly secrets: ReadonlyMap<SecretName, unknown>;
  readonly problems: readonly Problem[];
}

export interface ValidationOptions {
  /** Secrets that were read already; when absent, `values.secrets` is read, and forgotten. */
  readonly secrets?: SecretsInspection;
  /** Top-level keys other than `secrets` that hold a `secure:` value, at the top or nested. */
  readonly secureKeys?: ReadonlySet<string>;
  /** AWS region of the stack; what must be in it is checked by its form alone when absent. */
  readonly region?: string;
  /** Folder to which file names in the stack file are relative. */
  readonly projectDirectory?: string;
}

export interface Validation {
  /** Complete with defaults; absent when there is any problem. */
  readonly config?: PlainStackConfig;
  readonly problems: readonly Problem[];
  /** What stops nothing and should be said. */
  readonly notes: readonly Note[];
}

const sizeOf = (value: unknown): Size => sizes.find((size) => size === value) ?? "small";

const misplacedSecret = (key: string): Problem => ({
  key,
  found: "or holds a secure value",
  allowed: "plain values; secrets belong under openmetadata:secrets",
  fix: `Remove the secure value, then move it: ${setSecretCommand("secrets.<section>.<name>")}`,
});

/** One default of a section of a created thing, filled in where the section does not say. */
function withDefault(values: Record<string, unknown>, section: string, key: string, value: unknown) {
  const own = values[section] ?? {};
  if (value === undefined || !isRecord(own) || own.mode === "existing" || key in own) return values;
  return { ...values, [section]: { ...own, [key]: value } };
}

/** Defaults that follow from another key: a release may need another OpenSearch, and more storage a higher limit. */
function withFollowingDefaults(values: Record<string, unknown>): Record<string, unknown> {
  const searchVersion = defaultSearchVersion(values.version);
  const maximumStorage = defaultMaximumStorage(values.database, sizeOf(values.size));
  return withDefault(
    withDefault(values, "search", "version", searchVersion),
    "database",
    "maximumStorageGiB",
    maximumStorage,
  );
}

interface ParsedSection {
  readonly data?: unknown;
  /** With paths from the top. */
  readonly issues: readonly z.core.$ZodIssue[];
}

/** Parses one section. Unknown keys alone do not hide the rest of it from the rules over several keys. */
function parseSection(name: string, schema: z.ZodType, value: unknown): ParsedSection {
  const { data, error } = schema.safeParse(value);
  const issues = error?.issues ?? [];
  const fromTop = issues.map((issue) => ({ ...issue, path: [name, ...issue.path] }));
  if (issues.length === 0 || issues.some(({ code }) => code !== "unrecognized_keys")) return { data, issues: fromTop };
  const copy: unknown = structuredClone(value);
  for (const issue of issues) {
    const holder = valueAt(copy, issue.path as (string | number)[]);
    for (const key of issue.code === "unrecognized_keys" && isRecord(holder) ? issue.keys : [])
      delete (holder as Record<string, unknown>)[key];
  }
  return { data: schema.safeParse(copy).data, issues: fromTop };
}

interface ParsedSections {
  readonly parsed: Partial<PlainStackConfig>;
  readonly problems: readonly Problem[];
}

/** Parses section by section, so that a mistake in one leaves the rules over the others alive. */
function parseSections(values: Record<string, unknown>, hidden: ReadonlySet<string>): ParsedSections {
  const everything = stackConfigSchema(sizeOf(values.size));
  const { secrets: _, ...shape } = everything.shape;
  const root = z.strictObject(shape);
  const normalised = withScalarTypes(root, values) as Record<string, unknown>;
  const complete = withFollowingDefaults(normalised);
  const context = { root, everything, values: normalised, hidden };
  const parsed: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [name, schema] of Object.entries(shape)) {
    const { data, issues } = parseSection(name, schema, complete[name]);
    if ((data !== undefined || issues.length === 0) && !hidden.has(name)) parsed[name] = data;
    problems.push(...issues.flatMap((issue) => problemsOfIssue(context, issue)));
  }
  const unknown = Object.keys(values).filter((name) => !Object.hasOwn(shape, name));
  problems.push(...unknown.map((name) => unknownKey(context, [], name)));
  // The section schemas are those of PlainStackConfig, taken from the one schema of it.
  return { parsed: parsed as Partial<PlainStackConfig>, problems };
}

/**
 * Checks everything that a stack file says under `openmetadata:` and fills in the defaults. `values` are plain data:
 * sections as objects, as YAML or `pulumi.Config` gives them. Every problem is reported, each once.
 */
export function validateStackConfig(
  values: Readonly<Record<string, unknown>>,
  options: ValidationOptions = {},
): Validation {
  const { secrets: section, ...others } = values;
  const { secrets, problems: secretProblems } = options.secrets ?? readSecrets(section);
  const hidden = options.secureKeys ?? new Set<string>();
  const { parsed, problems } = parseSections(others, hidden);
  const findings = crossFieldRules({
    parsed,
    valid: new Set(Object.keys(parsed)),
    written: others,
    secretNames: new Set(secrets.keys()),
    ...(options.region !== undefined && { region: options.region }),
    projectDirectory: options.projectDirectory ?? projectDirectory,
  });
  const all = [...[...hidden].map(misplacedSecret), ...problems, ...secretProblems, ...findings.problems];
  return { config: all.length === 0 ? (parsed as PlainStackConfig) : undefined, problems: all, notes: findings.notes };
}
