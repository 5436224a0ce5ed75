/**
 * Writes what a team installs and sets on an Airflow of its own, for one stack.
 *
 *   npm run airflow-kit -- dev --out kit
 */
import { Command, InvalidArgumentError } from "commander";
import { namespaceName } from "../components/aws/naming";
import { problemsText } from "../problems/problem";
import { projectDirectory } from "../config/project-directory";
import type { PlainStackConfig } from "../config/schema";
import { callsServerInside } from "../config/server-settings";
import { valuesOfStack } from "../config/stack-file/stack-file";
import { type SecretsInspection, validateStackConfig } from "../config/validate";
import { type AirflowKitSettings, renderAirflowKit } from "../openmetadata/airflow-kit/kit";
import { releaseLineOf } from "../openmetadata/releases/release-lines";
import type { SecretName } from "../openmetadata/environment/secret-names";
import { readProjectFile } from "../rehearsal/engine/stack-file";
import { writeKit } from "./kit-output";

interface Options {
  readonly out: string;
  readonly server?: string;
  readonly airflowPort?: number;
  readonly serviceName?: string;
  readonly force: boolean;
}

/** Which secrets a stack file sets. Their values, encrypted or not, are never looked at. */
export function secretsThatAreSet(section: unknown): SecretsInspection {
  const groups = Object.entries((section ?? {}) as Record<string, Record<string, unknown>>);
  const names = groups.flatMap(([group, values]) =>
    Object.keys(values ?? {}).map((name) => `${group}.${name}` as SecretName),
  );
  return { secrets: new Map(names.map((name) => [name, undefined])), problems: [] };
}

/** The kit's settings from a stack's configuration and the command line. Throws with what to change when there is nothing to write. */
export function kitSettings(
  stack: string,
  config: PlainStackConfig,
  options: Omit<Options, "out" | "force">,
): AirflowKitSettings {
  const { airflow, version } = config;
  if (airflow.host !== "existing") {
    throw new Error(
      `openmetadata:airflow.host of stack ${stack} is "create": the stack runs Airflow itself. A kit is for host: existing.`,
    );
  }
  if (airflow.angles.length === 0 || airflow.version === undefined || airflow.runtime === undefined) {
    throw new Error(
      `openmetadata:airflow.angles of stack ${stack} is empty: nothing is to be installed. Name what your Airflow is for: pulumi config set --path 'openmetadata:airflow.angles[0]' connectors`,
    );
  }
  return {
    version,
    airflowVersion: airflow.version,
    runtime: airflow.runtime,
    angles: airflow.angles,
    connectors: airflow.connectors,
    username: airflow.username,
    endpoint: airflow.endpoint,
    serverUrl: options.server ?? serverUrl(stack, config),
    verifySsl: airflow.verifySsl,
    certificatePath: airflow.certificatePath,
    serviceName: options.serviceName,
    airflowPort: options.airflowPort,
  };
}

/** The server as this Airflow calls it: at its private name from the same VPC, else at the name that browsers use. */
function serverUrl(stack: string, { airflow, domain, version }: PlainStackConfig): string | undefined {
  if (callsServerInside(airflow)) {
    const { name } = readProjectFile(projectDirectory);
    return `http://server.${namespaceName(String(name), stack)}:${releaseLineOf(version).serverPort}`;
  }
  return domain && `https://${domain.name}`;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65535)
    throw new InvalidArgumentError("a port is a number from 1 to 65535.");
  return value;
}

function url(text: string): string {
  if (!/^https?:\/\/[^/\s]+\/?$/.test(text))
    throw new InvalidArgumentError("an address such as https://openmetadata.example.com, without a path.");
  return text;
}

function main(stack: string, options: Options): void {
  const values = valuesOfStack(stack);
  const { config, problems, notes } = validateStackConfig(values, { secrets: secretsThatAreSet(values.secrets) });
  if (config === undefined) throw new Error(problemsText(problems));
  const settings = kitSettings(stack, config, options);
  const { written, unchanged } = writeKit(options.out, renderAirflowKit(settings), options.force);
  for (const { key, text } of notes.filter((note) => note.key.startsWith("airflow")))
    console.log(`note: openmetadata:${key}: ${text}`);
  for (const path of written) console.log(`wrote ${options.out}/${path}`);
  if (unchanged.length > 0) console.log(`${unchanged.length} files are as they were.`);
  console.log(`Begin with ${options.out}/README.md.`);
}

if (require.main === module) {
  new Command("airflow-kit")
    .description("Writes what a team installs and sets on an Airflow of its own, for one stack.")
    .argument("<stack>", "stack whose file Pulumi.<stack>.yaml is read")
    .requiredOption("--out <directory>", "folder to write to")
    .option("--server <url>", "address of OpenMetadata as Airflow reaches it; the stack's domain when absent", url)
    .option("--airflow-port <port>", "port that your Airflow listens on behind the gateway", port, 8080)
    .option("--service-name <name>", "name of this Airflow in OpenMetadata's lineage")
    .option("--force", "overwrite files that are not the kit's own", false)
    .action((stack: string, options: Options) => {
      try {
        main(stack, options);
      } catch (error) {
        console.error(error instanceof Error ? error.message : String(error));
        process.exitCode = 1;
      }
    })
    .parse();
}
