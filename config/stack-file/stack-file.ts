import { readFileSync } from "node:fs";
import path from "node:path";
import { isRecord } from "../../problems/record";
import { knownKeys } from "../known-keys";
import { yamlText } from "../pulumi-yaml/bytes";
import { readYaml, type YamlValue } from "../pulumi-yaml/document";
import { YamlMistake } from "../pulumi-yaml/mistakes";
import { ConfigKeyError, configByKey, type ConfigValue } from "../pulumi-yaml/stack-values";
import { whyUnreadable } from "./readable";

/** What Pulumi reads of a stack file; it passes over everything else in silence (ProjectStack in its SDK). */
const knownSections: readonly string[] = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];
/** Keys that a project file has and a stack file never. */
const projectKeys: readonly string[] = ["name", "runtime"];

/** What a file says, and what to say of the file itself. */
export interface StackFileConfig {
  readonly config: Record<string, ConfigValue>;
  readonly notes: readonly string[];
}

function bytesOf(file: string, example: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = whyUnreadable(file) ?? (error as Error).message;
    throw new Error(`Cannot read ${file}: ${reason}. Name a file such as ${example}.`);
  }
}

/**
 * A file as Pulumi reads it. The first mistake is reported with its line and the keys above it; the text there may be a secret,
 * so it is not shown.
 */
export function readYamlFile(file: string, example: string): { value: YamlValue; more: boolean } {
  try {
    return readYaml(yamlText(bytesOf(file, example)));
  } catch (error) {
    if (!(error instanceof YamlMistake)) throw error;
    const { place, keys, reason } = error;
    const name = path.basename(file);
    if (place === undefined) throw new Error(`Pulumi cannot read ${name}: ${reason} (${file}).`);
    const above = knownKeys(keys);
    throw new Error(
      `Pulumi cannot read ${name}: line ${place.line}, column ${place.column}${above ? `, at ${above}` : ""}: ${reason}. ` +
        `Fix the line (${file}:${place.line}:${place.column}).`,
    );
  }
}

const kind = (value: unknown) =>
  Array.isArray(value) ? "a list" : `${typeof value === "object" ? "nothing" : "text"}`;

const example = "config:\n  aws:region: eu-west-1\n  openmetadata:size: small";
const written = (begin: string) => `${begin} A stack file says everything under config:, such as\n\n${example}`;

/**
 * The config that a stack file holds, by full keys. Throws an error that says what is wrong with the file as a whole, and what
 * to do.
 */
export function stackFileConfig(file: string, project: string, hasValues = false): StackFileConfig {
  const name = path.basename(file);
  const { value, more } = readYamlFile(file, "Pulumi.dev.yaml");
  const document = value ?? {};
  if (!isRecord(document)) throw new Error(written(`${name} holds ${kind(document)} where keys are expected.`));
  const keys = Object.keys(document);
  if (projectKeys.every((key) => keys.includes(key)))
    throw new Error(`${name} is a project file. Name one of the project's stack files, such as Pulumi.dev.yaml.`);
  const passedOver = keys.filter((key) => !knownSections.includes(key));
  if (passedOver.length > 0) {
    const below = passedOver.length === 1 ? "it" : "them";
    throw new Error(
      written(
        `${name} has ${passedOver.join(", ")} beside config:, which Pulumi passes over. Move ${below} below config:.`,
      ),
    );
  }
  const config = document.config ?? {};
  if (!isRecord(config)) throw new Error(written(`${name} has ${kind(config)} under config: where keys are expected.`));
  try {
    return { config: configByKey(config, project), notes: notesOf(name, document, more, hasValues) };
  } catch (error) {
    if (error instanceof ConfigKeyError) throw new Error(`${name}: ${error.message} (${file}).`);
    throw error;
  }
}

const notesOf = (name: string, document: { [key: string]: YamlValue }, more: boolean, hasValues: boolean): string[] => [
  ...(more ? [`${name} holds several documents (---); Pulumi reads the first alone, and so does the rehearsal.`] : []),
  ...("environment" in document && !hasValues
    ? [
        `${name} imports Pulumi ESC environments (environment:), which the rehearsal does not read. ` +
          "Give it their values: pulumi env open ORG/PROJECT/ENV > values.json, then --values values.json.",
      ]
    : []),
];
