import { readFileSync } from "node:fs";
import path from "node:path";
import { LineCounter, parseDocument } from "yaml";
import type { ConfigValue } from "./stack-file";

/** What Pulumi reads of a stack file; it passes over everything else in silence (ProjectStack in its SDK). */
const knownKeys: readonly string[] = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];
/** Keys that a project file has and a stack file never. */
const projectKeys: readonly string[] = ["name", "runtime"];

const messages: Readonly<Record<string, string>> = {
  EISDIR: "it is a folder",
  ENOENT: "there is no such file",
  EACCES: "it may not be read",
};

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new Error(
      `Cannot read the stack file ${file}: ${messages[code] ?? message}. Name a file such as Pulumi.dev.yaml.`,
    );
  }
}

/** The first mistake, with its line; what stands there may be a secret, so it is not shown. */
function parsed(file: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(textOf(file), { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error === undefined) return document.toJS() as unknown;
  const { line, col } = lineCounter.linePos(error.pos[0]);
  const [reason] = error.message.split("\n");
  throw new Error(
    `${path.basename(file)} is not YAML: line ${line}, column ${col}: ${reason}. Mend the line (${file}:${line}:${col}); ` +
      "values with a colon, a number sign or a bracket want quotes.",
  );
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const kind = (value: unknown) =>
  Array.isArray(value) ? "a list" : `${typeof value === "object" ? "nothing" : "text"}`;

const example = "config:\n  aws:region: eu-west-1\n  openmetadata:size: small";
const written = (begin: string) => `${begin} A stack file says everything under config:, such as\n\n${example}`;

/** The config that a stack file holds. Throws an error that says what is wrong with the file as a whole, and what to do. */
export function stackFileConfig(file: string): Record<string, ConfigValue> {
  const name = path.basename(file);
  const document = parsed(file) ?? {};
  if (!isMap(document)) throw new Error(written(`${name} holds ${kind(document)} where keys are wanted.`));
  const keys = Object.keys(document);
  if (projectKeys.every((key) => keys.includes(key)))
    throw new Error(`${name} is a project file. Name one of the project's stack files, such as Pulumi.dev.yaml.`);
  const passedOver = keys.filter((key) => !knownKeys.includes(key));
  if (passedOver.length > 0) {
    const below = passedOver.length === 1 ? "it" : "them";
    throw new Error(
      written(
        `${name} has ${passedOver.join(", ")} beside config:, which Pulumi passes over. Move ${below} below config:.`,
      ),
    );
  }
  const { config = {} } = document;
  if (config !== null && !isMap(config))
    throw new Error(written(`${name} has ${kind(config)} under config: where keys are wanted.`));
  return (config ?? {}) as Record<string, ConfigValue>;
}
