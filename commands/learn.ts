/**
 * Teaches the rehearsal resource types of AWS that it does not know, from the real provider; no account is needed.
 *   npm run learn -- TYPE…
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { closest } from "fastest-levenshtein";
import { projectDirectory } from "../config/project-directory";
import { learnCombinations } from "../rehearsal/aws/learned/learn-combinations";
import { learnDifferences } from "../rehearsal/aws/learned/learn";
import { learnLimits } from "../rehearsal/aws/learned/learn-limits";
import { pluginProgram } from "../rehearsal/aws/learned/plugin";
import { Teacher, type ProviderPlace } from "../rehearsal/aws/learned/teacher";
import { typesIn } from "../rehearsal/protocol/shapes/read-declarations";
import { shapesFile } from "../rehearsal/protocol/shapes/shapes";
import { writeShapes } from "../rehearsal/protocol/shapes/write-shapes";
import { packageVersion } from "../rehearsal/protocol/versions";

const sdk = "@pulumi/aws";

/** Where the provider is: AWS_PROVIDER, else the plug-in that the Pulumi CLI installed for this release of the SDK. */
export function providerPlace(environment: NodeJS.ProcessEnv): ProviderPlace {
  const address = environment.AWS_PROVIDER;
  if (address !== undefined && !/^[^\s:]+:\d+$/.test(address))
    throw new Error(
      `AWS_PROVIDER is ${JSON.stringify(address)}; write HOST:PORT, such as AWS_PROVIDER=127.0.0.1:4000.`,
    );
  if (address !== undefined) return { address };
  const version = packageVersion(sdk);
  const program = pluginProgram(version, environment);
  if (!existsSync(program))
    throw new Error(
      `The plug-in of ${sdk} ${version} is not there (${program}). Install it:\n  pulumi plugin install resource aws ${version}\nor name a server that runs: AWS_PROVIDER=HOST:PORT`,
    );
  return { program };
}

/** A type as it is asked for, whole (`aws:sqs/queue:Queue`) or as in a program (`sqs.Queue`), of the installed package. */
export function declaredType(asked: string): string {
  const service = /^(?:aws:)?(\w+)[/.]/.exec(asked)?.[1] ?? "";
  const declared = typesIn(path.join(path.dirname(require.resolve(`${sdk}/package.json`)), service)).map(
    ([type]) => type,
  );
  if (service === "" || declared.length === 0)
    throw new Error(`${asked} is no type of ${sdk}; write it like aws:sqs/queue:Queue or sqs.Queue.`);
  const found = declared.find((type) => type === asked || `${service}.${type.split(":")[2]}` === asked);
  if (found) return found;
  throw new Error(`${sdk} declares no ${asked}. Did you mean ${closest(asked, declared)}?`);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function learn(asked: readonly string[]): Promise<void> {
  const types = asked.map(declaredType);
  const teacher = new Teacher(providerPlace(process.env));
  try {
    await teacher.ready();
    for (const service of new Set(types.map((type) => /^aws:(\w+)/.exec(type)![1]!))) {
      if (!existsSync(shapesFile(sdk, service)))
        say(`Wrote ${path.relative(projectDirectory, writeShapes(sdk, service))}`);
    }
    // Limits come first: questions about differences are made of values that the provider takes.
    const limits = await learnLimits(teacher, types);
    const lessons = await learnDifferences(teacher, types);
    const combinations = await learnCombinations(teacher, types);
    for (const type of types) {
      const lesson = lessons[type];
      if (!lesson) throw new Error(`The provider that answers does not know ${type}; nothing was learned of it.`);
      const counts = [
        `${lesson.replaces.length} inputs that replace it`,
        `${Object.keys(limits[type] ?? {}).length} with limits`,
        `${Object.keys(combinations[type]?.excludes ?? {}).length} that exclude others`,
      ];
      say(`${type}: ${counts.join(", ")}.`);
      if (lesson.unanswered)
        say(`  No answer about ${lesson.unanswered.length} inputs: ${lesson.unanswered.join(", ")}`);
    }
    say("Wrote rehearsal/aws/learned/*.generated.json. docs/recipes.md says what else a type may need.");
  } finally {
    teacher.stop();
  }
}

const command = new Command("learn")
  .description(
    "Teaches the rehearsal resource types of AWS, by asking the provider's plug-in what replaces them and which values it takes. No account is needed.",
  )
  .argument("<types...>", "types such as aws:sqs/queue:Queue or sqs.Queue")
  .action((types: string[]) =>
    learn(types).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    }),
  );

if (require.main === module) void command.parseAsync();
