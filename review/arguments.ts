import { Command, InvalidArgumentError, Option } from "commander";
import { allowedRules } from "../rehearsal/command/allowed-rules";
import { UsageError } from "../rehearsal/command/usage-error";
import { refuseUnwritable, standardOutput } from "../rehearsal/command/written-files";
import { type ConcernKind, concernKinds } from "./model";

export const flavours = ["github", "gitlab", "bitbucket", "azure"] as const;
export type Flavour = (typeof flavours)[number];

export interface Arguments {
  readonly base: string;
  readonly head?: string;
  readonly stacks: readonly string[];
  readonly markdown?: string;
  readonly html?: string;
  readonly json?: string;
  readonly summary?: string;
  readonly limit: number;
  readonly flavour: Flavour;
  readonly accept: readonly ConcernKind[];
  /** Whether a type of resource that the rehearsal does not know is refused. */
  readonly strict: boolean;
  /** Rules of the rehearsal whose refusals pass. */
  readonly allow: readonly string[];
  readonly jobs: number;
}

/** Room for a comment on each platform, below what it takes (GitHub: 65,536 characters). */
const limits: Readonly<Record<Flavour, number>> = { github: 60_000, gitlab: 60_000, bitbucket: 30_000, azure: 60_000 };
const shortest = 1500;

const gathered = (value: string, earlier: string[] = []): string[] => [...earlier, ...value.split(",").filter(Boolean)];

const kinds = (text: string, earlier: ConcernKind[] = []): ConcernKind[] => [
  ...earlier,
  ...text.split(",").map((word) => {
    const kind = concernKinds.find((one) => one === word.trim());
    if (!kind) throw new InvalidArgumentError(`There are ${concernKinds.join(", ")}.`);
    return kind;
  }),
];

const count =
  (least: number) =>
  (text: string): number => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < least) throw new InvalidArgumentError(`Write a number from ${least}.`);
    return number;
  };

/** The command line of `npm run review -- …`. */
export const command = (): Command =>
  new Command("npm run review --")
    .description(
      "Says what a change comes to for each stack: resources, cost, access, downtime and data. Real engine, no account.",
    )
    .requiredOption("--base <ref>", "what the change is to be merged into, such as origin/main")
    .option("--head <ref>", "the change; default: the working folder as it is")
    .option("--stack <name>", "only these stacks; may be repeated", gathered)
    .option("--markdown <file>", "write the comment for the pull request; - for standard output")
    .option("--html <file>", "write the report for a browser, one file")
    .option("--json <file>", "write the review as a JSON document; - for standard output")
    .option("--summary <file>", "add the table to a file, such as $GITHUB_STEP_SUMMARY")
    .option("--limit <characters>", "longest comment; what is over is left out section by section", count(shortest))
    .addOption(new Option("--flavour <platform>", "whose Markdown to write").choices(flavours).default("github"))
    .option("--accept <kinds>", `what was agreed to and needs no look: ${concernKinds.join(", ")}`, kinds)
    .option("--strict", "refuse what the rehearsal does not know, such as a type of resource, instead of warning of it")
    .option("--allow <rules...>", "let refusals of these rules of the rehearsal pass; the review says so")
    .option("--jobs <count>", "how many stacks at a time; one more than there are processors when absent", count(1))
    // A word alone is refused by readArguments, which knows what was meant.
    .allowExcessArguments()
    .helpOption("-h, --help", "show this help");

interface Options extends Partial<Omit<Arguments, "stacks">> {
  readonly base: string;
  readonly flavour: Flavour;
  readonly stack?: readonly string[];
}

/** Reads the arguments; throws {@link UsageError} for what cannot be written. */
export const readArguments = (parsed: Command, processors: number): Arguments => {
  const { stack = [], accept = [], ...options } = parsed.opts<Options>();
  if (parsed.args.length > 0)
    throw new UsageError(`"${parsed.args[0]}" belongs to no option. A stack is named by --stack ${parsed.args[0]}.`);
  for (const file of [options.markdown, options.html, options.json, options.summary])
    if (file && file !== standardOutput) refuseUnwritable(file);
  if ([options.markdown, options.json].filter((file) => file === standardOutput).length > 1)
    throw new UsageError("Only one of --markdown and --json can go to standard output.");
  return {
    ...options,
    stacks: stack,
    accept,
    strict: options.strict === true,
    allow: allowedRules(options.allow ?? []),
    limit: options.limit ?? limits[options.flavour],
    // Engine and providers take turns: with one stack more than processors, none of those waits.
    jobs: options.jobs ?? processors + 1,
  };
};
