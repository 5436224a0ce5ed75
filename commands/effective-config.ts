/**
 * Prints the openmetadata.yaml that the server of a stack will effectively run with; secrets are masked.
 *   npm run effective-config -- STACK [--set] [--template FILE] [--values FILE]
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { projectDirectory } from "../config/project-directory";
import {
  asPlainEnvironment,
  changedKeys,
  effectiveConfiguration,
  resolvedConfiguration,
} from "../openmetadata/configuration/effective";
import { targetOf } from "../rehearsal/command/targets";
import { effectiveServer } from "./effective-settings";

interface Options {
  readonly values?: string;
  readonly template?: string;
  /** Only what differs from the release's defaults. */
  readonly set?: boolean;
}

const command = new Command("effective-config")
  .description("Prints the openmetadata.yaml that the server of a stack will effectively run with; secrets are masked.")
  .argument("<stack>", "name of the stack (dev for Pulumi.dev.yaml), or path of a stack file")
  .option(
    "--template <file>",
    "an openmetadata.yaml to resolve, from the image or fetched by npm run fetch-server-configuration",
  )
  .option("--set", "only what differs from the defaults of the release, or of the template")
  .option(
    "--values <file>",
    "values of the Pulumi ESC environments that the stack file imports, as pulumi env open writes them",
  )
  .action((stack: string, options: Options) => {
    try {
      process.stdout.write(effectiveText(stack, options));
    } catch (error) {
      console.error((error as Error).message);
      process.exitCode = 1;
    }
  });

function effectiveText(stack: string, { template, set, values: valuesFile }: Options): string {
  const { file } = targetOf(stack, projectDirectory);
  const { version, variables, configurationFile, notes } = effectiveServer(file, valuesFile);
  for (const note of notes) process.stderr.write(`${note}\n`);
  const environment = asPlainEnvironment(variables);
  const text = template === undefined ? configurationFile : readFileSync(template, "utf8");
  const render = (values: Readonly<Record<string, string>>): string =>
    text === undefined ? effectiveConfiguration(version, values) : resolvedConfiguration(text, values);
  const source =
    text === undefined
      ? "every key that a variable decides, from this project's own table"
      : `${template ?? "server.configurationFile"}, resolved as the server does`;
  const head = `# OpenMetadata ${version} with ${path.basename(file)}: ${source}`;
  if (set !== true) return `${head}\n${render(environment)}`;
  return `${head}; only what differs from its defaults\n${changedKeys(render({}), render(environment))}`;
}

command.parse();
