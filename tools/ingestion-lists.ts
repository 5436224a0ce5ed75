import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type IngestionVariable, ingestionWitnesses } from "../openmetadata/variables/ingestion-variables";
import { publishedDefault } from "./upstream-files";

interface ListedName {
  readonly env: string;
  readonly default: string | null;
  readonly secret: boolean;
}

const readers = {
  entrypointReads: "entrypoint",
  airflowReads: "airflow",
  pluginReads: "plugin",
  secretsManagerReads: "secrets manager",
  lineageReads: "lineage",
  taskReads: "task",
} as const;

type IngestionList = { readonly line: string } & Readonly<Record<keyof typeof readers, readonly ListedName[]>>;

/** The table of ingestion variables, computed from the collection's lists. */
export function ingestionVariablesFrom(folder: string): IngestionVariable[] {
  const lists = (JSON.parse(readFileSync(join(folder, "ingestion-env.json"), "utf8")) as { lines: IngestionList[] })
    .lines;
  const rows = new Map<string, IngestionVariable>();
  ingestionWitnesses.forEach(({ name: witness }, index) => {
    const list = lists.find(({ line }) => line === witness);
    if (list === undefined) throw new Error(`ingestion-env.json has no list ${witness}`);
    const names = new Map<string, { default: string; secret: boolean; readers: string[] }>();
    for (const [key, reader] of Object.entries(readers)) {
      for (const { env, default: value, secret } of list[key as keyof typeof readers]) {
        const known = names.get(env);
        names.set(env, {
          default: known?.default ?? value ?? "",
          secret: known?.secret === true || secret,
          readers: [...(known?.readers ?? []), reader],
        });
      }
    }
    for (const [name, found] of names)
      rows.set(name, merged(rows.get(name), name, found, witness, ingestionWitnesses[index - 1]?.name));
  });
  return [...rows.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function merged(
  known: IngestionVariable | undefined,
  name: string,
  found: { default: string; secret: boolean; readers: string[] },
  witness: string,
  previous: string | undefined,
): IngestionVariable {
  const value = found.secret && found.default !== "" ? publishedDefault : found.default;
  const last = known?.read.at(-1);
  const continues = last !== undefined && last.last === previous && last.default === value;
  const read = continues
    ? [...(known?.read ?? []).slice(0, -1), { ...last, last: witness }]
    : [...(known?.read ?? []), { first: witness, last: witness, default: value }];
  return {
    name,
    ...(found.secret || known?.secret === true ? { secret: true } : {}),
    readers: [...new Set([...(known?.readers ?? []), ...found.readers])],
    read,
  };
}
