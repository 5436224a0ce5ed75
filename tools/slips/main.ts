// npm run slips -- FILE: what catches each slip of a list, and which nothing catches.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { projectDirectory } from "../../config/project-directory";
import { type Caught, catching } from "./catching";
import { soundWiring } from "./judge";
import { projectCopy } from "./project-copy";
import { readSlips, type Slip, slipText } from "./slip-list";
import { TestsFor } from "./tests-for";
import { TypesCheck } from "./types-check";

/** Stack files that between them run most of the program, the ones that most slips show in first. */
const stacks = [
  ...["dev", "prod"].map((name) => `Pulumi.${name}.yaml`),
  ...["closed", "older", "ecs", "account-build"].map((name) => `rehearsal/wiring/stacks/${name}.yaml`),
  ...["existing-mysql", "isolated-network", "own-airflow", "existing-vpc", "ldap"].map(
    (name) => `examples/${name}.yaml`,
  ),
];

interface Options {
  readonly from: string;
  readonly every: string;
  readonly without: string;
  readonly json?: string;
}

const command = new Command("npm run slips --")
  .description(
    "Makes each slip of a list in a copy of the project and says what catches it: the types, the rehearsal's rules, the goldens of the wiring, or the nearest everyday tests.",
  )
  .argument("<file>", "list of slips, such as tests/slips/first.json")
  .option("--from <number>", "first slip", "1")
  .option("--every <number>", "of those one of so many", "1")
  .option("--without <names>", "rules, or golden, that are taken not to be there, with commas between", "")
  .option("--json <file>", "write what was found, too")
  .allowExcessArguments(false);

async function main(file: string, { from, every, without, json }: Options): Promise<void> {
  const chosen = [...readSlips(file).entries()].filter(
    ([index]) => index + 1 >= Number(from) && (index + 1 - Number(from)) % Number(every) === 0,
  );
  const { copy, remove } = projectCopy(projectDirectory);
  const results: (Slip & Caught)[] = [];
  try {
    const checks = {
      directory: projectDirectory,
      copy,
      without: new Set(without.split(",")),
      stacks: await soundWiring(copy, stacks),
      types: once(() => new TypesCheck(projectDirectory)),
      tests: new TestsFor(projectDirectory),
    };
    for (const [index, slip] of chosen) {
      const caught = await catching(slip, checks);
      results.push({ ...slip, ...caught });
      console.log(`${index + 1}. ${slipText(slip)}\n   ${caughtText(caught)}`);
      if (json !== undefined) writeFileSync(json, `${JSON.stringify(results, null, 2)}\n`);
    }
  } finally {
    remove();
  }
  console.log(counts(results).join("\n"));
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

const caughtText = ({ by, what }: Caught): string =>
  by === "nothing" ? "CAUGHT BY NOTHING" : by === "out of date" ? `out of date: ${what}` : `caught by ${by}: ${what}`;

/** How many of each kind were caught, and by what. */
function counts(results: readonly (Slip & Caught)[]): string[] {
  return [...new Set(results.map(({ kind }) => kind))].map((kind) => {
    const made = results.filter((one) => one.kind === kind && one.by !== "out of date");
    const by = (["types", "rehearsal", "golden", "test", "nothing"] as const).map(
      (name) => `${name} ${made.filter((one) => one.by === name).length}`,
    );
    const caught = made.filter((one) => one.by !== "nothing").length;
    return `${kind}: ${caught} of ${made.length} caught (${by.join(", ")})`;
  });
}

// What a slip leaves unanswered must not end the run over those after it.
process.on("unhandledRejection", () => undefined);
command.parse();
void main(path.resolve(command.args[0]!), command.opts<Options>());
