import type { Input } from "@pulumi/pulumi";
import { type Address, addressOf, addressTemplateOf, contradictions } from "../configuration/address";
import type { ConfigurationFile } from "../configuration/file";
import type { Placeholder, TemplateEntry } from "../configuration/template";
import type { EnvironmentVariable } from "../tasks/container-spec";
import { jdbcParameters, legacySslValue } from "../releases/database-parameters";
import { combine, derive } from "./inputs";
import type { ReleaseLine } from "../releases/release-lines";
import type { DatabaseSettings } from "../settings";
import { serverVariable } from "../variables/server-variables";

/** What the environment for a file of the user's own is worked out from. */
export interface FileEnvironmentSettings {
  readonly file: ConfigurationFile;
  readonly line: ReleaseLine;
  readonly database: DatabaseSettings;
  /** The variables that the release's own file would get. */
  readonly release: readonly EnvironmentVariable[];
}

/**
 * The variables that a configuration file of the user's own reads, with the values that its own use of them asks for.
 * A key whose value is one placeholder gets what the release's variable for that key would have, under any name
 * here; a key that puts an address together from several gets its parts.
 */
export function configurationFileEnvironment(settings: FileEnvironmentSettings): EnvironmentVariable[] {
  const filled = new FilledVariables();
  const byKey = releaseValuesByKey(settings);
  const wrong: string[] = [];
  for (const entry of settings.file.entries) {
    const [only] = entry.parts;
    try {
      if (entry.parts.length === 1 && typeof only === "object") fillWhole(entry, only, byKey, settings, filled);
      else if (entry.key === "database.url") fillDatabaseUrl(entry, settings, filled);
      else fillAddress(entry, byKey, settings, filled);
    } catch (error) {
      wrong.push((error as Error).message);
    }
  }
  // Every mistake of the file at once, each in a line of its own.
  if (wrong.length > 0) throw new Error([...new Set(wrong)].join("\n"));
  const launcher = settings.release.filter(
    ({ name }) => Object.keys(serverVariable(name, settings.line.version)?.keys ?? {}).length === 0,
  );
  return [...filled.variables(), ...launcher].sort((left, right) => (left.name < right.name ? -1 : 1));
}

type ByKey = ReadonlyMap<string, EnvironmentVariable>;

/** The release's variables by configuration key, and what the server listens on, which the task definition knows. */
function releaseValuesByKey({ release, line }: FileEnvironmentSettings): ByKey {
  const byKey = new Map<string, EnvironmentVariable>();
  for (const variable of release) {
    for (const key of Object.keys(serverVariable(variable.name, line.version)?.keys ?? {})) {
      if (key !== "database.url") byKey.set(key.replace(/^operations\.yaml:/, ""), variable);
    }
  }
  const fixed = (key: string, value: string): Map<string, EnvironmentVariable> => byKey.set(key, { name: key, value });
  fixed("server.applicationConnectors.0.port", String(line.serverPort));
  fixed("server.adminConnectors.0.port", String(line.adminPort));
  fixed("server.applicationConnectors.0.bindHost", "0.0.0.0");
  fixed("server.adminConnectors.0.bindHost", "0.0.0.0");
  return byKey;
}

function fillWhole(
  entry: TemplateEntry,
  { name }: Placeholder,
  byKey: ByKey,
  { release }: FileEnvironmentSettings,
  filled: FilledVariables,
): void {
  const ofKey = byKey.get(entry.key);
  if (ofKey !== undefined)
    return filled.add(entry.key, "value" in ofKey ? { name, value: ofKey.value } : { name, secret: ofKey.secret });
  const ofName = release.find((variable) => variable.name === name);
  if (ofName === undefined) return;
  if (/\.\d+$/.test(entry.key)) {
    const parent = entry.key.replace(/\.\d+$/, "");
    throw fileError(
      `puts ${name} into a list at ${parent}; its value is a list itself: write ${parent.split(".").at(-1)}: \${${name}}`,
    );
  }
  filled.add(entry.key, ofName);
}

/** `jdbc:${DB_SCHEME}://${DB_HOST}:${DB_PORT}/${OM_DATABASE}?…`: parts by their names, options by what the file has. */
function fillDatabaseUrl(
  entry: TemplateEntry,
  { release, database }: FileEnvironmentSettings,
  filled: FilledVariables,
): void {
  const options: Readonly<Record<string, string>> = {
    DB_USE_SSL: legacySslValue(database),
    DB_PARAMS: jdbcParameters(database),
  };
  for (const part of entry.parts) {
    if (typeof part === "string") continue;
    const known = release.find(({ name }) => name === part.name && !(name in options));
    const option = options[part.name];
    if (known !== undefined) filled.add(entry.key, known);
    else if (option !== undefined) filled.add(entry.key, { name: part.name, value: option });
  }
}

/** `http://${AIRFLOW_HOST:-localhost}:${AIRFLOW_PORT:-8080}`: each placeholder gets its part of the stack's address. */
function fillAddress(
  entry: TemplateEntry,
  byKey: ByKey,
  { release }: FileEnvironmentSettings,
  filled: FilledVariables,
): void {
  const wanted = byKey.get(entry.key);
  if (wanted === undefined || !("value" in wanted)) return fillByName(entry, release, filled);
  const template = addressTemplateOf(entry.parts);
  if (template === undefined) {
    throw fileError(
      `builds ${entry.key} in a way that this project cannot take apart; write it as one variable, or as scheme://host:port/path`,
    );
  }
  const part = (which: keyof Address): Input<string> =>
    derive(wanted.value, (url) => {
      const wrong = contradictions(template, addressOf(url));
      if (wrong.length > 0) throw fileError(`has at ${entry.key} ${wrong.join(", ")}`);
      return addressOf(url)[which];
    });
  for (const [which, name] of Object.entries(template.placeholders)) {
    filled.add(entry.key, { name, value: part(which as keyof Address) });
  }
}

function fillByName(entry: TemplateEntry, release: readonly EnvironmentVariable[], filled: FilledVariables): void {
  for (const part of entry.parts) {
    const known = typeof part === "string" ? undefined : release.find(({ name }) => name === part.name);
    if (known !== undefined) filled.add(entry.key, known);
  }
}

const fileError = (text: string): Error => new Error(`openmetadata:server.configurationFile ${text}`);

/** Variables by name; a name that two keys want to have different values is an error. */
class FilledVariables {
  private readonly found = new Map<string, { readonly key: string; readonly variable: EnvironmentVariable }>();

  add(key: string, variable: EnvironmentVariable): void {
    const earlier = this.found.get(variable.name);
    if (earlier === undefined) this.found.set(variable.name, { key, variable });
    else
      this.found.set(variable.name, {
        key: earlier.key,
        variable: agreed(earlier.variable, variable, earlier.key, key),
      });
  }

  variables(): EnvironmentVariable[] {
    return [...this.found.values()].map(({ variable }) => variable);
  }
}

function agreed(
  one: EnvironmentVariable,
  other: EnvironmentVariable,
  oneKey: string,
  otherKey: string,
): EnvironmentVariable {
  const disagree = (): never => {
    throw fileError(
      `uses ${one.name} for ${oneKey} and for ${otherKey}, which need different values: give one of them a name of its own`,
    );
  };
  if ("secret" in one || "secret" in other) {
    return "secret" in one && "secret" in other && one.secret === other.secret ? one : disagree();
  }
  if (one.value === other.value) return one;
  const check = (left: string, right: string): string => (left === right ? left : disagree());
  return { name: one.name, value: combine(one.value, other.value, check) };
}
