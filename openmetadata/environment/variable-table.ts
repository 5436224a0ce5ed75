import type { Input } from "@pulumi/pulumi";
import type { EnvironmentBuilder } from "./environment";
import type { SecretName } from "./secret-names";

type Text<Settings> = (settings: Settings, reads: (name: string) => boolean) => Input<string> | undefined;

/** One variable of a program: what it holds, and from where that comes. */
export type VariableRow<Settings> = {
  /** From where the value comes, in words for the reference; names of keys as in a stack file. */
  readonly from: string;
  /** Set by the releases that read it; without this every release must. */
  readonly ifRead?: true;
} & (
  | { /** Its text; undefined: not set. */ readonly text: Text<Settings> }
  | { readonly secret: SecretName; readonly when?: (settings: Settings) => boolean }
);

/** Variables of a part of the server's settings, by name. */
export type VariableTable<Settings> = Readonly<Record<string, VariableRow<Settings>>>;

/** Sets the variables of a table. */
export function setVariables<Settings>(
  table: VariableTable<Settings>,
  settings: Settings,
  builder: EnvironmentBuilder,
): void {
  for (const [name, row] of Object.entries(table)) {
    if (row.ifRead === true && !builder.reads(name)) continue;
    if ("text" in row) builder.set(name, row.text(settings, builder.reads));
    else if (row.when?.(settings) ?? true) builder.secret(name, row.secret);
  }
}

/** From where the variables of tables come, by name. */
export const sourcesOf = (...tables: VariableTable<never>[]): [variable: string, from: string][] =>
  tables.flatMap((table) => Object.entries(table).map(([name, { from }]): [string, string] => [name, from]));
