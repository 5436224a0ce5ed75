import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { closest, distance } from "fastest-levenshtein";
import type { ColorChoice } from "./report/text";

/** One stack file to rehearse, and the name its stack gets. */
export interface Target {
  readonly stack: string;
  readonly file: string;
}

export interface Arguments {
  readonly targets: readonly Target[];
  readonly json?: string;
  readonly changes: readonly { readonly key: string; readonly value: string }[];
  readonly destroy: boolean;
  readonly previewOnly: boolean;
  readonly picture?: string;
  readonly jobs: number;
  readonly color: ColorChoice;
}

/** A mistake on the command line, or a report that cannot be written: said without a stack trace. */
export class UsageError extends Error {}

const exampleChange = "openmetadata:size=medium";

/** The command line of `npm run rehearse -- …`. */
export const command = (): Command =>
  new Command("npm run rehearse --")
    .description(
      "Plans and brings up stacks on the real Pulumi engine, against a simulated cloud: no account, no network.",
    )
    .argument("[stacks...]", "stacks to rehearse: dev for Pulumi.dev.yaml; several run side by side (default: dev)")
    .option("--stack-file <path>", "a stack file anywhere, instead of a stack's name; may be repeated", gathered)
    .option("--all", "every stack file of the project")
    .option("--json <file>", "write the whole rehearsal as one JSON document (several stacks: a list of documents)")
    .option(
      "--change <key=value>",
      `what the engine would do if config changed, such as ${exampleChange}; may be repeated`,
      changes,
    )
    .option("--destroy", "take the stack down again at the end")
    .option("--preview-only", "plan only: faster, without what is known after up (environments, most outputs)")
    .option("--picture <file>", "draw the stack's architecture as SVG")
    .option("--jobs <count>", "how many stacks at a time", positiveCount)
    .addOption(new Option("--color <when>", "colour the report").choices(["auto", "always", "never"]).default("auto"))
    .helpOption("-h, --help", "show this help")
    .showSuggestionAfterError(true);

const gathered = (value: string, earlier: string[] = []): string[] => [...earlier, value];

const changes = (text: string, earlier: Arguments["changes"] = []): Arguments["changes"] => {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError(`Write KEY=VALUE, such as ${exampleChange}.`);
  const key = text.slice(0, at);
  return [...earlier, { key: key.includes(":") ? key : `openmetadata:${key}`, value: text.slice(at + 1) }];
};

const positiveCount = (text: string): number => {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("Write a number from 1.");
  return count;
};

interface Options {
  readonly stackFile?: readonly string[];
  readonly all?: boolean;
  readonly json?: string;
  readonly change?: Arguments["changes"];
  readonly destroy?: boolean;
  readonly previewOnly?: boolean;
  readonly picture?: string;
  readonly jobs?: number;
  readonly color: ColorChoice;
}

/** Reads the arguments; throws {@link UsageError} when they name what does not exist. */
export const readArguments = (parsed: Command, project: string, processors: number): Arguments => {
  const options = parsed.opts<Options>();
  const change = options.change ?? [];
  const targets = targetsOf(parsed.args, options, project);
  if (options.previewOnly && options.destroy)
    throw new UsageError("--preview-only brings nothing up, so there is nothing for --destroy.");
  if (options.previewOnly && change.length > 0)
    throw new UsageError("--change compares with a stack that is up; leave --preview-only out.");
  if (targets.length > 1 && options.picture) throw new UsageError("--picture draws one stack; name one.");
  for (const file of [options.json, options.picture]) if (file) refuseMissingFolder(file);
  return {
    targets,
    json: options.json,
    picture: options.picture,
    changes: change,
    destroy: options.destroy === true,
    previewOnly: options.previewOnly === true,
    jobs: options.jobs ?? Math.max(1, processors),
    color: options.color,
  };
};

/** Found out before the engine starts, not after a minute's work. */
const refuseMissingFolder = (file: string): void => {
  const folder = path.dirname(path.resolve(file));
  if (!existsSync(folder)) throw new UsageError(`Cannot write ${file}: the folder ${folder} does not exist.`);
};

const targetsOf = (names: readonly string[], options: Options, project: string): Target[] => {
  const known = stackNames(project);
  const stackFiles = options.stackFile ?? [];
  if (options.all && names.length + stackFiles.length > 0)
    throw new UsageError("--all takes every stack; name none beside it.");
  const files = stackFiles.map(fileTarget);
  const wanted = options.all ? known : names.length + files.length > 0 ? names : ["dev"];
  const targets = [...wanted.map((name) => namedTarget(name, known, project)), ...files];
  const twice = targets.find(({ file }, index) => targets.findIndex((other) => other.file === file) !== index);
  if (twice) throw new UsageError(`${path.basename(twice.file)} is named twice.`);
  return targets;
};

/** Stacks that the project has a file for, sorted. */
export const stackNames = (project: string): string[] =>
  readdirSync(project)
    .map((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1])
    .filter((name) => name !== undefined)
    .sort();

const namedTarget = (stack: string, known: readonly string[], project: string): Target => {
  const file = ["yaml", "yml"].map((ending) => path.join(project, `Pulumi.${stack}.${ending}`)).find(existsSync);
  if (file && known.includes(stack)) return { stack, file };
  const stacks = known.length > 0 ? `The project has ${known.join(", ")}.` : "The project has no stack file.";
  const nearest = known.length > 0 ? closest(stack, [...known]) : stack;
  const near = distance(stack, nearest) <= nearest.length / 2 && nearest !== stack ? ` Did you mean ${nearest}?` : "";
  throw new UsageError(
    `There is no stack "${stack}" (no Pulumi.${stack}.yaml). ${stacks}${near} A file elsewhere: --stack-file PATH.`,
  );
};

const fileTarget = (given: string): Target => {
  const file = path.resolve(given);
  if (existsSync(file)) return { stack: stackNameOf(file), file };
  const folder = path.dirname(file);
  const there = existsSync(folder) ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : undefined;
  const hint =
    there === undefined
      ? `The folder ${folder} does not exist.`
      : there.length > 0
        ? `The folder has ${there.join(", ")}.`
        : "The folder has no YAML file.";
  throw new UsageError(`There is no stack file ${given}. ${hint}`);
};

const stackNameOf = (file: string): string =>
  path
    .basename(file)
    .replace(/^Pulumi\./, "")
    .replace(/\.[^.]*$/, "");
