import { isMap, isPair, isScalar, isSeq, parse, stringify, visit } from "yaml";
import { isRecord } from "../../problems/record";
import type { EnvironmentVariable } from "../tasks/container-spec";
import { serverVariablesOf } from "../variables/server-variables";
import { readTemplate, resolveTemplate } from "./template";
import { yamlDocument } from "./yaml-mistakes";

/** What stands for a secret in an effective configuration. */
export const maskedSecret = (name: string): string => `<secret ${name}>`;
/** What stands for a value that only a deployment knows. */
export const knownLater = "<known at deployment>";

/** Variables as plain text: secrets masked, outputs named as such. */
export function asPlainEnvironment(variables: readonly EnvironmentVariable[]): Record<string, string> {
  return Object.fromEntries(
    variables.map((variable) => [
      variable.name,
      "secret" in variable
        ? maskedSecret(variable.secret)
        : typeof variable.value === "string"
          ? variable.value
          : knownLater,
    ]),
  );
}

/** The address of the database is the one value that several variables make together. */
const databaseUrl = (reads: ReadonlySet<string>): string =>
  "jdbc:${DB_SCHEME:-mysql}://${DB_HOST:-localhost}:${DB_PORT:-3306}/${OM_DATABASE:-openmetadata_db}?" +
  (reads.has("DB_PARAMS")
    ? "${DB_PARAMS:-allowPublicKeyRetrieval=true&useSSL=false&serverTimezone=UTC}"
    : "allowPublicKeyRetrieval=true&useSSL=${DB_USE_SSL:-false}&serverTimezone=UTC");

/**
 * The configuration that a release will run with, as far as variables decide it: rendered from the project's own table
 * of keys, variables and defaults. Keys that a file sets without a variable are not in it.
 */
export function effectiveConfiguration(version: string, environment: Readonly<Record<string, string>>): string {
  const variables = serverVariablesOf(version);
  const root: Record<string, unknown> = {};
  for (const { name, keys, secret } of variables) {
    for (const [key, fallback] of Object.entries(keys)) {
      if (key === "database.url") continue;
      const value = environment[name];
      place(
        root,
        key,
        value === undefined
          ? secret && fallback !== ""
            ? "<the published default>"
            : scalarOf(fallback)
          : scalarOf(value),
      );
    }
  }
  const reads = new Set(variables.map(({ name }) => name));
  if (reads.has("DB_HOST")) place(root, "database.url", resolveTemplate(databaseUrl(reads), environment));
  return stringify(lists(root), { lineWidth: 0, sortMapEntries: true });
}

/**
 * What one configuration says otherwise than another, as YAML: maps are walked, everything else is a value. A key that
 * only the first one has is left out.
 */
export function changedKeys(before: string, after: string): string {
  const changed = changedPart(parse(before), parse(after));
  return changed === undefined ? "{}\n" : stringify(changed, { lineWidth: 0 });
}

function changedPart(before: unknown, after: unknown): unknown {
  if (isListOfMappings(before) && isListOfMappings(after) && before.length === after.length) {
    const items = after.map((item, index) => changedPart(before[index], item));
    return items.every((item) => item === undefined) ? undefined : items.map((item) => item ?? {});
  }
  if (!isRecord(after)) return JSON.stringify(before) === JSON.stringify(after) ? undefined : after;
  const known = isRecord(before) ? before : {};
  const entries = Object.entries(after)
    .map(([key, value]) => [key, changedPart(known[key], value)] as const)
    .filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

const isListOfMappings = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRecord);

/** What YAML reads a text as: the server substitutes before it parses. */
function scalarOf(text: string): unknown {
  try {
    return text === "" ? "" : (parse(text, { logLevel: "silent" }) as unknown);
  } catch {
    return text;
  }
}

function place(root: Record<string, unknown>, key: string, value: unknown): void {
  // Two files: the mail settings of newer releases have one of their own.
  const [file, path] = key.includes(":")
    ? [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)]
    : [undefined, key];
  const segments = [...(file === undefined ? [] : [file]), ...path.split(".")];
  const last = segments.pop() as string;
  let node = root;
  for (const segment of segments) {
    const below = node[segment];
    node = node[segment] =
      typeof below === "object" && below !== null && !Array.isArray(below) ? (below as Record<string, unknown>) : {};
  }
  node[last] = value;
}

/** Maps whose keys are 0, 1, … are lists. */
function lists(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, below]) => [key, lists(below)] as const);
  const numbered = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key));
  return numbered ? entries.map(([, below]) => below) : Object.fromEntries(entries);
}

/** The configuration that a server with this very file will run with: resolved by the server's rules, secrets masked. */
export function resolvedConfiguration(template: string, environment: Readonly<Record<string, string>>): string {
  const ofSecrets = secretKeys(template);
  const { document, mistake } = yamlDocument(resolveTemplate(template, environment));
  if (mistake !== undefined) throw new Error(`not YAML once its variables are replaced: ${mistake}`);
  visit(document, {
    Scalar(place, node, path) {
      if (place === "key" || typeof node.value !== "string" || node.value === "" || node.value.startsWith("<secret "))
        return;
      const key = keyOf(path);
      if (ofSecrets.has(key) || secretKeyName.test(key)) node.value = "<masked>";
    },
  });
  return document.toString({ lineWidth: 0 });
}

const secretName =
  /(PASSWORD|PWD|SECRET|SECRET_KEY|PRIVATE_KEY|JWT_TOKEN|FERNET_KEY|ACCESS_KEY|API_KEY|SESSION_TOKEN)$/;
const secretKeyName =
  /(^|\.)[A-Za-z]*(password|secret|secretKey|privateKey|fernetKey|jwtToken|accessKey|apiKey|sessionToken)$/i;

/** Keys whose variable is a secret: a default there, or what a file writes itself, is masked too. */
const secretKeys = (template: string): Set<string> =>
  new Set(
    readTemplate(template)
      .filter(({ parts }) => parts.some((part) => typeof part !== "string" && secretName.test(part.name)))
      .map(({ key }) => key),
  );

function keyOf(path: readonly unknown[]): string {
  return path
    .flatMap((node, index): string[] => {
      if (isPair(node) && isScalar(node.key)) return [String(node.key.value)];
      const next = path[index + 1];
      return isSeq(node) && next !== undefined && !isPair(next) && (isMap(next) || isScalar(next))
        ? [String(node.items.indexOf(next as never))]
        : [];
    })
    .join(".");
}
