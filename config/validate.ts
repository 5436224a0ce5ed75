import { z } from "zod";
import { isRecord } from "../problems/record";
import type { SecretName } from "../openmetadata/environment/secret-names";
import { nearestRelease } from "../openmetadata/releases/known-releases";
import { lineRanges } from "../openmetadata/releases/lines";
import { configPath } from "../problems/commands";
import { aboutExistingSecret, existingSecretNames, secretsBroughtTwice } from "./existing-secrets";
import { type Note, type Problem, problemText } from "../problems/problem";
import { projectDirectory } from "./project-directory";
import { crossFieldRules, type RuleInput } from "./rules";
import { defaultShape, schedulerDefaults } from "./rules/airflow/airflow";
import { defaultMaximumStorage } from "./rules/data/database";
import { defaultSearchVersion, lineOf, versionProblem } from "./rules/release";
import { type PlainStackConfig, stackConfigSchema } from "./schema";
import { withScalarTypes } from "./schema-walk";
import { type ProblemContext, problemsOfIssue, unknownKey } from "./messages/schema-problems";
import { readSecrets } from "./secrets";
import { misplacedSecret, withoutTexts } from "./stack-file/secure-values";
import { versionNumbers } from "./sections/values";
import { type Size, sizes } from "./sizes";
import { soundPart } from "./messages/sound-part";

/** What is known of `openmetadata:secrets` without its values. */
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
  /** What a user should know and what stops nothing. */
  readonly notes: readonly Note[];
}

const sizeOf = (value: unknown): Size => sizes.find((size) => size === value) ?? "small";

/** One default of a section of a created thing, filled in where the section does not say. */
function withDefault(values: Record<string, unknown>, section: string, key: string, value: unknown) {
  const own = values[section] ?? {};
  if (value === undefined || !isRecord(own) || own.mode === "existing" || key in own) return values;
  return { ...values, [section]: { ...own, [key]: value } };
}

/** Defaults that follow from another key: a release may need another OpenSearch, and more storage a higher limit. */
function withFollowingDefaults(values: Record<string, unknown>): Record<string, unknown> {
  const size = sizeOf(values.size);
  const shape = defaultShape(values.airflow, size, values.version);
  const airflow = isRecord(values.airflow) ? { ...shape, ...values.airflow } : values.airflow;
  const defaults: readonly (readonly [section: string, key: string, value: unknown])[] = [
    ["search", "version", defaultSearchVersion(values.version)],
    ["database", "maximumStorageGiB", defaultMaximumStorage(values.database, size)],
    ...Object.entries({ ...shape, ...schedulerDefaults(airflow) }).map(
      ([key, value]) => ["airflow", key, value] as const,
    ),
  ];
  return defaults.reduce((complete, [section, key, value]) => withDefault(complete, section, key, value), values);
}

interface ParsedSections {
  /** Every section with its defaults, after each repair of its own mistakes that was tried. */
  readonly repaired: Readonly<Record<string, readonly unknown[]>>;
  readonly problems: readonly Problem[];
  /** Keys that need no second problem: they are named already, or `repaired` has a guess in their place. */
  readonly doubtful: readonly string[];
}

/** The version by itself: a release decides what the rules ask for. */
function versionPart(written: unknown): ParsedSections | undefined {
  if ((typeof written !== "string" && typeof written !== "number") || written === "") return undefined;
  const text = String(written);
  if (versionNumbers(3, 4).test(text) && lineOf(text) !== undefined) return undefined;
  const nearest = nearestRelease(text);
  const version = nearest === undefined ? lineRanges.map(({ newest }) => newest) : [nearest];
  return { repaired: { version }, problems: [versionProblem(text)], doubtful: ["version"] };
}

/** One section; the rest of it is still looked at when something in it is wrong. */
function parsedSection(context: ProblemContext, name: string, schema: z.ZodType, written: unknown): ParsedSections {
  const isHidden = context.hidden.has(name);
  const { value, doubtful } = isHidden ? withoutTexts(schema, written) : { value: written, doubtful: [] };
  const part = soundPart(schema, value);
  const problems = part.issues.flatMap(({ issue, value: found }) =>
    problemsOfIssue(
      { ...context, values: { ...(context.values as object), [name]: found } },
      { ...issue, path: [name, ...issue.path] },
    ),
  );
  return {
    repaired: { [name]: part.repaired },
    problems,
    doubtful: [...doubtful, ...part.doubtful].map((path) => configPath([name, ...path])),
  };
}

/** Parses section by section, so that the rules still look at the others when one is wrong. */
function parseSections(values: Record<string, unknown>, hidden: ReadonlySet<string>): ParsedSections {
  const everything = stackConfigSchema(sizeOf(values.size));
  const { secrets, ...shape } = everything.shape;
  const root = z.strictObject(shape);
  const normalised = withScalarTypes(root, values) as Record<string, unknown>;
  const version = hidden.has("version") ? undefined : versionPart(normalised.version);
  const likely = version ? { ...normalised, version: version.repaired.version?.[0] } : normalised;
  const complete = withFollowingDefaults(likely);
  const context = { root, everything, values: normalised, hidden };
  const parts = Object.entries(shape).map(([name, schema]) =>
    name === "version" && version ? version : parsedSection(context, name, schema, complete[name]),
  );
  const unknown = Object.keys(values).filter((name) => !Object.hasOwn(shape, name) && !hidden.has(name));
  const misplaced = [...hidden].map((name) =>
    misplacedSecret(
      name,
      values[name],
      secrets,
      Object.hasOwn(shape, name) ? everything.shape[name as "auth"] : undefined,
    ),
  );
  return {
    repaired: Object.assign({}, ...parts.map(({ repaired }) => repaired)) as ParsedSections["repaired"],
    problems: [
      ...misplaced,
      ...parts.flatMap(({ problems }) => problems),
      ...unknown.map((name) => unknownKey(context, [], name)),
    ],
    doubtful: parts.flatMap(({ doubtful }) => doubtful),
  };
}

const isRelated = (left: string, right: string): boolean =>
  left === right || left.startsWith(`${right}.`) || left.startsWith(`${right}[`);

/** What the rules find in every repair of the sections: what one guess alone brings about is no mistake of the user's. */
function findingsOf(
  { repaired }: ParsedSections,
  doubtful: readonly string[],
  context: Omit<RuleInput, "parsed" | "valid">,
): ReturnType<typeof crossFieldRules> {
  const known = Object.entries(repaired).filter(([, values]) => values.length > 0);
  const count = Math.max(1, ...known.map(([, values]) => values.length));
  const [first = { problems: [], notes: [] }, ...others] = Array.from({ length: count }, (_, which) => {
    const parsed = Object.fromEntries(known.map(([name, values]) => [name, values[which % values.length]]));
    return crossFieldRules({ ...context, parsed, valid: new Set(known.map(([name]) => name)) });
  });
  const said = (finding: Problem | Note) => JSON.stringify({ ...finding, fix: undefined });
  const everywhere = (finding: Problem | Note, of: (all: typeof first) => readonly (Problem | Note)[]) =>
    others.every((other) => of(other).some((one) => said(one) === said(finding)));
  const isSure = ({ key }: Problem | Note) => !doubtful.some((other) => isRelated(key, other) || isRelated(other, key));
  return {
    problems: first.problems.filter((problem) => isSure(problem) && everywhere(problem, ({ problems }) => problems)),
    notes: first.notes.filter((note) => isSure(note) && everywhere(note, ({ notes }) => notes)),
  };
}

/** Each problem once: two rules may find the same. */
const each = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [problemText(problem), problem])).values(),
];

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
  const sections = parseSections(others, hidden);
  const all = [...sections.problems, ...secretProblems];
  const meant = all.flatMap((problem) => problem.meant ?? []);
  const own = all.filter(({ key, found }) => found !== undefined || !meant.includes(key));
  const secretSections = secretProblems.map(({ key }) => key).filter((key) => key.split(".").length < 3);
  const doubtful = [...sections.doubtful, ...secretSections, ...meant];
  const findings = findingsOf(sections, doubtful, {
    written: others,
    secretNames: new Set([...secrets.keys(), ...existingSecretNames(others.existingSecrets)]),
    ...(options.region !== undefined && { region: options.region }),
    projectDirectory: options.projectDirectory ?? projectDirectory,
  });
  // A secret that is refused altogether need not have the right form.
  const refused = new Set(findings.problems.map(({ key }) => key));
  const problems = each([
    ...own.filter(({ key }) => !refused.has(key)),
    ...secretsBroughtTwice(others.existingSecrets, new Set(secrets.keys())),
    ...findings.problems.map((problem) => aboutExistingSecret(problem, others.existingSecrets)),
  ]);
  const parsed = Object.fromEntries(Object.entries(sections.repaired).map(([name, [only]]) => [name, only]));
  // The section schemas are those of PlainStackConfig, taken from the one schema of it.
  return {
    config: problems.length === 0 ? (parsed as unknown as PlainStackConfig) : undefined,
    problems,
    notes: findings.notes,
  };
}
