import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Placeholder, readTemplate, type TemplateEntry, unquoted } from "../openmetadata/configuration/template";
import type { ServerVariable, VariableSpan } from "../openmetadata/variables/server-variables";
import { witnesses } from "../openmetadata/variables/witnesses";

/** The folder with the upstream files, or undefined in a clone that has none. */
export function upstreamFiles(): string | undefined {
  const folder = process.env.OPENMETADATA_FILES ?? join(__dirname, "..", "..", "shared", "openmetadata");
  return existsSync(join(folder, "0.12.0", "openmetadata.yaml")) ? folder : undefined;
}

/** What a test says that cannot run without the upstream files. */
export const withoutUpstreamFiles =
  "skipped: no upstream files here; set OPENMETADATA_FILES to the folder that holds 0.12.0/openmetadata.yaml and the others";

/** In the table in place of a secret's default that everybody can read in the upstream repository. */
export const publishedDefault = "(published)";

type KeyDefaults = Readonly<Record<string, string>>;

/** Every variable of one witness: its configuration keys, each with its default. Keys of operations.yaml say so. */
export function namesReadBy(folder: string, witness: string): Map<string, KeyDefaults> {
  if (witness === "2.0.x") return derivedNames(folder);
  const read = (file: string, prefix: string): TemplateEntry[] => {
    const path = join(folder, witness, file);
    if (!existsSync(path)) return [];
    return readTemplate(readFileSync(path, "utf8")).map((entry) => ({ ...entry, key: prefix + entry.key }));
  };
  const names = new Map<string, Record<string, string>>();
  for (const { key, parts } of [...read("openmetadata.yaml", ""), ...read("operations.yaml", "operations.yaml:")]) {
    for (const part of parts.filter((candidate): candidate is Placeholder => typeof candidate !== "string")) {
      names.set(part.name, { ...names.get(part.name), [key]: unquoted(part.default ?? "") });
    }
  }
  return names;
}

interface DerivedRow {
  readonly env: string;
  readonly configKeys: readonly string[];
  readonly default: string | readonly string[];
  readonly secret: boolean;
  readonly "in2.0.7": boolean | null;
}

/** The verdicts on 2.0.7. A name without a verdict is left out: it is not injected. */
function derivedNames(folder: string): Map<string, KeyDefaults> {
  return new Map(
    derivedRows(folder)
      .filter((row) => row["in2.0.7"] === true)
      .map((row) => [
        row.env,
        Object.fromEntries(
          row.configKeys.map((key, index) => [
            key,
            typeof row.default === "string" ? row.default : (row.default[index] ?? ""),
          ]),
        ),
      ]),
  );
}

/** Names of the main branch's file of which nobody could say whether 2.0 reads them. */
export const undecidedNames = (folder: string): string[] =>
  derivedRows(folder)
    .filter((row) => row["in2.0.7"] === null)
    .map(({ env }) => env)
    .sort();

const derivedRows = (folder: string): DerivedRow[] =>
  (JSON.parse(readFileSync(join(folder, "2.0.x", "server-env.derived.json"), "utf8")) as { env: DerivedRow[] }).env;

/** Secret by its name's last word, the way the collection's own lists mark it. */
function secretNames(folder: string): Set<string> {
  const secret = new Set<string>();
  for (const { name, kind } of witnesses) {
    const path = join(folder, name, kind === "file" ? "server-env.json" : "server-env.derived.json");
    const rows = (JSON.parse(readFileSync(path, "utf8")) as { env: DerivedRow[] }).env;
    for (const row of rows) if (row.secret) secret.add(row.env);
  }
  return secret;
}

/** The table of server variables, computed from the files. */
export function serverVariablesFrom(folder: string): ServerVariable[] {
  const secret = secretNames(folder);
  const spans = new Map<string, VariableSpan[]>();
  witnesses.forEach(({ name: witness }, index) => {
    for (const [name, keys] of namesReadBy(folder, witness)) {
      const known = spans.get(name) ?? [];
      const last = known.at(-1);
      const continues = last !== undefined && last.last === witnesses[index - 1]?.name && sameKeys(last.keys, keys);
      spans.set(
        name,
        continues
          ? [...known.slice(0, -1), { ...last, last: witness }]
          : [...known, { first: witness, last: witness, keys }],
      );
    }
  });
  return [...spans]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, read]) => (secret.has(name) ? { name, secret: true, read: read.map(withoutValues) } : { name, read }));
}

/** A published default of a secret is a fact to know of, not a value to keep. */
function withoutValues(span: VariableSpan): VariableSpan {
  const hide = (value: string): string => (value === "" ? "" : publishedDefault);
  return { ...span, keys: Object.fromEntries(Object.entries(span.keys).map(([key, value]) => [key, hide(value)])) };
}

const sameKeys = (left: KeyDefaults, right: KeyDefaults): boolean => {
  const text = (keys: KeyDefaults): string => JSON.stringify(Object.entries(keys).sort());
  return text(left) === text(right);
};
