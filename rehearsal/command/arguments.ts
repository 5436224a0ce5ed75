import { Command, InvalidArgumentError, Option } from "commander";
import { pathSegments } from "../engine/stack-file/config-path";
import type { Wanted } from "../report/terminal";
import type { ColorChoice } from "../report/text";
import { allowedRules, isRule } from "./allowed-rules";
import { stackNames } from "../../config/stack-file/stack-files";
import { type Target, targetsOf } from "./targets";
import { UsageError } from "./usage-error";
import { refuseUnwritable, standardOutput } from "./written-files";

export { UsageError, type Target };

export interface Arguments {
  readonly targets: readonly Target[];
  readonly json?: string;
  /** File with the values of ESC environments. */
  readonly values?: string;
  readonly changes: readonly { readonly key: string; readonly value: string }[];
  readonly destroy: boolean;
  readonly previewOnly: boolean;
  readonly picture?: string;
  readonly jobs: number;
  readonly color: ColorChoice;
  /** Whether what the rehearsal does not know is refused. */
  readonly strict: boolean;
  /** Rules whose refusals pass. */
  readonly allow: readonly string[];
  /** What the report shows beside what it always shows. */
  readonly wanted: Wanted;
}

const exampleChange = "openmetadata:size=medium";

/** The command line of `npm run rehearse -- …`. */
export const command = (): Command =>
  new Command("npm run rehearse --")
    .description(
      "Plans and brings up stacks on the real Pulumi engine, against a simulated cloud: no account, no network.",
    )
    .argument(
      "[stacks...]",
      "stacks to rehearse: dev for Pulumi.dev.yaml, or a stack file; several run side by side (default: dev)",
    )
    .option("--stack <name>", "the same as a stack's name alone, as pulumi and the review take it", gathered)
    .option("--stack-file <path>", "a stack file anywhere, instead of a stack's name; may be repeated", gathered)
    .option(
      "--values <file>",
      "values of the Pulumi ESC environments that a stack file imports, as pulumi env open writes them",
    )
    .option("--all", "every stack file of the project")
    .option("--environment [container]", "show the variables that containers read: of all, or of one and its steps")
    .option("--outputs", "show all outputs of the stack")
    .option(
      "--json <file>",
      "write the whole rehearsal as one JSON document (several stacks: a list); - for standard output",
    )
    .option(
      "--change <key=value>",
      `what the engine would do if config changed, such as ${exampleChange}; may be repeated`,
      changes,
    )
    .addOption(new Option("--only <part>", "show only what --change comes to").choices(["change"]))
    .option("--destroy", "take the stack down again at the end")
    .option("--preview-only", "plan only: faster, without what is known after up (environments, most outputs)")
    .option("--picture <file>", "draw the stack's architecture as an .svg file")
    .option("--strict", "refuse what the rehearsal does not know, such as a type of resource, instead of warning of it")
    .option("--allow <rules...>", "let refusals of these rules pass; the verdict says so")
    .option("--jobs <count>", "how many stacks at a time", positiveCount)
    .addOption(new Option("--color <when>", "colour the report").choices(["auto", "always", "never"]).default("auto"))
    .helpOption("-h, --help", "show this help")
    .showSuggestionAfterError(true)
    .configureOutput({ outputError: (text, write) => write(withoutValues(text)) });

/** `unknown option '--chnage=KEY=VALUE'`: nothing behind an equals sign is repeated. */
const withoutValues = (text: string): string => text.replace(/'(--?[^'=\s]+)=[^\n]*'/g, "'$1=…'");

const gathered = (value: string, earlier: string[] = []): string[] => [...earlier, value];

const changes = (text: string, earlier: Arguments["changes"] = []): Arguments["changes"] => {
  const at = text.indexOf("=");
  // The parser's own refusal would begin with what was written, which may be a secret.
  if (at < 1) throw new UsageError(`--change: write KEY=VALUE, such as ${exampleChange}.`);
  const given = text.slice(0, at);
  const key = given.includes(":") ? given : `openmetadata:${given}`;
  try {
    pathSegments(key);
  } catch (error) {
    throw new UsageError(`--change: ${error instanceof Error ? error.message : String(error)}`);
  }
  return [...earlier, { key, value: text.slice(at + 1) }];
};

const positiveCount = (text: string): number => {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("Write a number from 1.");
  return count;
};

interface Options {
  readonly stack?: readonly string[];
  readonly stackFile?: readonly string[];
  readonly values?: string;
  readonly all?: boolean;
  readonly json?: string;
  readonly change?: Arguments["changes"];
  readonly destroy?: boolean;
  readonly previewOnly?: boolean;
  readonly picture?: string;
  readonly jobs?: number;
  readonly strict?: boolean;
  readonly allow?: readonly string[];
  readonly environment?: true | string;
  readonly outputs?: boolean;
  readonly only?: "change";
  readonly color: ColorChoice;
}

/** Reads the arguments; throws {@link UsageError} when they name what does not exist. */
export const readArguments = (parsed: Command, project: string, processors: number): Arguments => {
  const options = parsed.opts<Options>();
  const change = options.change ?? [];
  // The container's name may be left out, so that a stack's name behind the option is the stack's.
  const takesStack = options.environment !== undefined && stackNames(project).includes(String(options.environment));
  const allow = options.allow ?? [];
  // A stack's name behind the rules is the stack's.
  const behind = allow.slice(1).filter((word) => !isRule(word) && stackNames(project).includes(word));
  const names = [
    ...(options.stack ?? []),
    ...parsed.args,
    ...(takesStack ? [String(options.environment)] : []),
    ...behind,
  ];
  const targets = targetsOf(names, options, project);
  refuseContradictions(options, targets.length);
  return {
    targets,
    json: options.json,
    ...(options.values !== undefined && { values: options.values }),
    picture: options.picture,
    changes: change,
    destroy: options.destroy === true,
    previewOnly: options.previewOnly === true,
    jobs: options.jobs ?? Math.max(1, processors),
    color: options.color,
    strict: options.strict === true,
    allow: allowedRules(allow.filter((word) => !behind.includes(word))),
    wanted: {
      ...(options.environment !== undefined && { environment: takesStack ? true : options.environment }),
      ...(options.outputs && { outputs: true }),
      ...(options.only && { only: options.only }),
    },
  };
};

/** Options that do not go together, or not with as many stacks, and files that cannot be written. */
function refuseContradictions(options: Options, stacks: number): void {
  const changes = options.change?.length ?? 0;
  if (options.previewOnly && options.destroy)
    throw new UsageError("--preview-only brings nothing up, so there is nothing for --destroy.");
  if (options.previewOnly && changes > 0)
    throw new UsageError("--change compares with a stack that is up; leave --preview-only out.");
  if (options.only && changes === 0)
    throw new UsageError(
      `--only change shows what --change comes to; add --change KEY=VALUE, such as ${exampleChange}.`,
    );
  if (stacks > 1 && options.picture) throw new UsageError("--picture draws one stack; name one.");
  if (stacks > 1 && (options.environment !== undefined || options.outputs))
    throw new UsageError("--environment and --outputs show one stack; name one.");
  if (stacks > 1 && options.values) throw new UsageError("--values belongs to one stack; name one.");
  if (options.picture && !/\.svg$/i.test(options.picture))
    throw new UsageError(`--picture draws SVG; write a file that ends in .svg, not ${options.picture}.`);
  for (const file of [options.json, options.picture]) if (file && file !== standardOutput) refuseUnwritable(file);
}
