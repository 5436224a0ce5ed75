/**
 * Prints the openmetadata.yaml that the server of a stack will effectively run with; secrets are masked.
 *   npm run effective-config -- STACK [--template FILE]
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { projectDirectory } from "../config/project-directory";
import {
  asPlainEnvironment,
  effectiveConfiguration,
  resolvedConfiguration,
} from "../openmetadata/configuration/effective";
import { effectiveServer } from "./effective-settings";

const command = new Command("effective-config")
  .description("Prints the openmetadata.yaml that the server of a stack will effectively run with; secrets are masked.")
  .argument("<stack>", "name of the stack (dev for Pulumi.dev.yaml), or path of a stack file")
  .option(
    "--template <file>",
    "an openmetadata.yaml to resolve, from the image or fetched by npm run fetch-server-configuration",
  )
  .action((stack: string, { template }: { template?: string }) => {
    try {
      process.stdout.write(effectiveText(stack, template));
    } catch (error) {
      console.error((error as Error).message);
      process.exitCode = 1;
    }
  });

function effectiveText(stack: string, template: string | undefined): string {
  const named = path.resolve(projectDirectory, `Pulumi.${stack}.yaml`);
  const file = existsSync(named) ? named : path.resolve(stack);
  if (!existsSync(file)) throw new Error(`There is no stack file ${named}. Name a stack of this folder, or a file.`);
  const { version, variables, configurationFile } = effectiveServer(file);
  const environment = asPlainEnvironment(variables);
  const text = template === undefined ? configurationFile : readFileSync(template, "utf8");
  const head = `# OpenMetadata ${version} with ${path.basename(file)}`;
  if (text === undefined) {
    return `${head}: every key that a variable decides, from this project's own table\n${effectiveConfiguration(version, environment)}`;
  }
  return `${head}: ${template ?? "server.configurationFile"}, resolved as the server does\n${resolvedConfiguration(text, environment)}`;
}

command.parse();
