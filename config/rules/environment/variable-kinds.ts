import { serverVariable } from "../../../openmetadata/variables/server-variables";
import { configPath, set } from "../../../problems/commands";
import { typeAndLength } from "../../../problems/found-value";
import type { Problem } from "../../../problems/problem";
import { lineOf } from "../release";
import { rule } from "../rule";

interface Kind {
  readonly isDefault: RegExp;
  readonly takes: RegExp;
  readonly words: string;
}

/** The server reads the value as what its own file has there by default: anything else ends its start. */
const kinds: readonly Kind[] = [
  { isDefault: /^\d+$/, takes: /^-?\d+(\.\d+)?$/, words: "a number" },
  { isDefault: /^(true|false)$/, takes: /^(true|false)$/i, words: "true or false" },
];

function kindOf(name: string, version: string): { readonly kind: Kind; readonly fallback: string } | undefined {
  const defaults = Object.entries(serverVariable(name, version)?.keys ?? {});
  // Parts of the database's address are texts, even if they look like numbers.
  if (defaults.length === 0 || defaults.some(([key]) => key === "database.url")) return undefined;
  const [, fallback = ""] = defaults[0] ?? [];
  const kind = kinds.find(({ isDefault }) => defaults.every(([, value]) => isDefault.test(value)));
  return kind && { kind, fallback };
}

/** Variables of the server with a value of another kind than the release's own. */
export const variablesAreOfTheirKind = rule(["version", "server"], ({ version, server }) => {
  if (lineOf(version) === undefined || server.configurationFile !== undefined) return {};
  const problems = Object.entries(server.environment).flatMap(([name, value]): Problem[] => {
    const known = kindOf(name, version);
    if (known === undefined || known.kind.takes.test(value.trim())) return [];
    const key = configPath(["server", "environment", name]);
    const allowed = `${known.kind.words}, such as ${known.fallback}, which OpenMetadata ${version} has there by default`;
    return [{ key, found: typeAndLength(value), allowed, fix: set(key, known.fallback) }];
  });
  return { problems };
});
