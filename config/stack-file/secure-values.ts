import type { z } from "zod";
import { isRecord } from "../../problems/record";
import { configPath, either, removeCommand, setCommand, setSecretCommand, steps } from "../../problems/commands";
import { looksSecret } from "../../problems/found-value";
import type { Problem } from "../../problems/problem";
import { schemaAt, unwrapped, valueAt, withValue } from "../schema-walk";
import type { Path } from "../messages/setting-commands";
import { standIns } from "../messages/stand-ins";

type Schema = z.core.$ZodType;

/** Paths of every text below a value. */
function textsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === "string") return [path];
  if (Array.isArray(value)) return value.flatMap((entry, index) => textsIn(entry, [...path, index]));
  return isRecord(value) ? Object.entries(value).flatMap(([name, below]) => textsIn(below, [...path, name])) : [];
}

const isWordOf = (schema: Schema, text: unknown): boolean => {
  const def = unwrapped(schema)._zod.def;
  if (def.type === "enum") return Object.values(def.entries).includes(text as string);
  return def.type === "literal" && def.values.includes(text as string);
};

/** A section without its texts, any of which may be the secure one: Pulumi says only that there is one. */
export interface WithoutTexts {
  readonly value: unknown;
  /** Paths, from the section, at which there is no saying what is wrong. */
  readonly doubtful: readonly Path[];
}

/** Takes out every text that is not a word of the schema's own; what a section cannot do without has a stand-in. */
export function withoutTexts(schema: Schema, written: unknown): WithoutTexts {
  const doubtful = textsIn(written).filter((path) => {
    const below = schemaAt(schema, path, written);
    return below === undefined || !isWordOf(below, valueAt(written, path));
  });
  const value = doubtful.reduce<unknown>((rest, path) => {
    const below = schemaAt(schema, path, written);
    const needed = below !== undefined && (below._zod.optin === undefined || typeof path.at(-1) === "number");
    return withValue(rest, path, needed ? standIns(below).find((standIn) => standIn !== undefined) : undefined);
  }, written);
  return { value, doubtful };
}

/** Where the secure value of a section must be, or may be. */
function suspects(schema: Schema | undefined, section: string, value: unknown): Path[] {
  const texts = textsIn(value).filter((path) => {
    const below = schema && schemaAt(schema, path, value);
    return below === undefined || !isWordOf(below, valueAt(value, path));
  });
  const unknown = texts.filter((path) => schema === undefined || schemaAt(schema, path, value) === undefined);
  const secret = texts.filter((path) => looksSecret(String(path.at(-1))));
  return (unknown.length > 0 ? unknown : secret.length > 0 ? secret : texts).map((path) => [section, ...path]);
}

/** The secret that a key most likely is: one of that name among the secrets of its section. */
function secretOf(secrets: Schema, path: Path): string | undefined {
  const [section, below, name] = path;
  if (below === "environment" && path.length === 3) return configPath(["secrets", `${section}Environment`, name!]);
  return path.length > 1 && schemaAt(secrets, path, {}) ? configPath(["secrets", ...path]) : undefined;
}

/** How to fix what is suspected: a secret is moved, what can be none is set without `--secret`. */
function fixOf(secrets: Schema, schema: Schema | undefined, path: Path): string {
  const key = configPath(path);
  const secret = secretOf(secrets, path);
  if (secret !== undefined) return steps("Move it", removeCommand(key), setSecretCommand(secret));
  const again = [removeCommand(key), setSecretCommand("secrets.SECTION.NAME")];
  if (schema === undefined || schemaAt(schema, path.slice(1), {}) === undefined)
    return steps("Remove it, and set it again as one of the secrets", ...again);
  return either(
    steps(`${key} is no secret. Set it without --secret`, setCommand(key)),
    steps("Or, if a secret was put there by mistake, set it again as one of the secrets", ...again),
  );
}

/** A secure value outside `secrets`. Pulumi says in which section it is, and not at which key. */
export function misplacedSecret(name: string, value: unknown, secrets: Schema, schema?: Schema): Problem {
  const paths = suspects(schema, name, value);
  const [only] = paths;
  const any = steps(
    `Remove it (${paths.map(configPath).join(" or ")}), and set it again as one of the secrets`,
    removeCommand(`${name}.NAME`),
    setSecretCommand("secrets.SECTION.NAME"),
  );
  return {
    key: name,
    found: only?.length === 1 ? "a secure value" : "a section with a secure value in it",
    allowed: "plain values; secrets belong under openmetadata:secrets",
    fix: only && paths.length === 1 ? fixOf(secrets, schema, only) : any,
  };
}
