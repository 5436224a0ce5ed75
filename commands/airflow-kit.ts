/**
 * Writes what a team installs and sets on an Airflow of its own, for one stack.
 *
 *   npm run airflow-kit -- dev --out kit
 */
import { Command, InvalidArgumentError } from "commander";
import { isRecord } from "../problems/record";
import { namespaceName } from "../components/aws/naming";
import { alternatives } from "../config/messages/allowed-values";
import { set, setCommand, steps } from "../problems/commands";
import { type Note, type Problem, problemsText, problemText } from "../problems/problem";
import { projectDirectory } from "../config/project-directory";
import type { PlainStackConfig } from "../config/schema";
import { callsServerInside } from "../config/server-settings";
import { airflowAngles } from "../config/sections/airflow";
import { validateStackConfig } from "../config/validate";
import { type AirflowKitSettings, renderAirflowKit } from "../openmetadata/airflow-kit/kit";
import { releaseLineOf } from "../openmetadata/releases/release-lines";
import { tokenSentence } from "../openmetadata/airflow-kit/steps";
import { placeholderFor } from "../rehearsal/engine/stack-file/placeholders";
import { fillRequiredSecrets } from "../rehearsal/engine/stack-file/required-secrets";
import { plainValues, readProjectFile, readStackFile } from "../rehearsal/engine/stack-file/stack-file";
import { targetOf } from "../rehearsal/command/targets";
import { writeKit } from "./kit-output";

interface Options {
  readonly out: string;
  readonly server?: string;
  readonly airflowPort?: number;
  readonly serviceName?: string;
  readonly force: boolean;
}

/** Keys of the airflow section that a kit is written from; the others are between the stack and Airflow. */
const usedByKit = ["host", "angles", "version", "runtime", "connectors", "username", "verifySsl", "certificatePath"];

const sectionOf = (key: string): string => /^[A-Za-z]+/.exec(key)?.[0] ?? key;
const airflowKeyOf = (key: string): string | undefined => /^airflow\.([A-Za-z]+)/.exec(key)?.[1];

/** Whether a kit can be written all the same: what it says is not in any of the kit's files. */
function stopsKit({ key }: Problem): boolean {
  const below = airflowKeyOf(key);
  return key === "version" || key === "airflow" || (below !== undefined && usedByKit.includes(below));
}

/** What a kit needs of a stack's configuration, and how many problems elsewhere it left alone. */
export interface KitConfig {
  readonly config: PlainStackConfig;
  readonly notes: readonly Note[];
  readonly ignored: number;
}

/**
 * Reads what a kit is written from, and asks for nothing else: no secret of the stack, no other section, and of the
 * airflow section only what the angles use. The gateway that `confirmUnauthenticatedDeploy` is about comes with the
 * kit, and the endpoint is often known only when it runs. Throws with every problem that stops a kit.
 */
export function kitConfig(stackFile: string): KitConfig {
  const file = readStackFile(stackFile);
  fillRequiredSecrets(file);
  const values = plainValues(file);
  const { config, problems, notes } = validateStackConfig(values);
  if (config !== undefined) return { config, notes, ignored: 0 };
  const stopping = problems.filter(stopsKit);
  if (stopping.length > 0) throw new Error(problemsText(stopping));
  const part = validateStackConfig(withoutProblems(values, problems));
  if (part.config === undefined) throw new Error(problemsText(problems));
  return { config: withoutStandIn(part.config), notes: part.notes, ignored: problems.length };
}

const standInEndpoint = "http://airflow.invalid";

/** The parts that a kit reads, without what is wrong elsewhere. */
function withoutProblems(values: Record<string, unknown>, problems: readonly Problem[]): Record<string, unknown> {
  const wrong = new Set(problems.map(({ key }) => airflowKeyOf(key)));
  const written = isRecord(values.airflow) ? values.airflow : {};
  const airflow = Object.fromEntries(Object.entries(written).filter(([key]) => !wrong.has(key)));
  const domainIsSound = !problems.some(({ key }) => sectionOf(key) === "domain");
  return {
    ...(values.version !== undefined && { version: values.version }),
    ...(domainIsSound && values.domain !== undefined && { domain: values.domain }),
    airflow: { endpoint: standInEndpoint, ...airflow, confirmUnauthenticatedDeploy: true },
    server: { internal: true },
    secrets: { airflow: { password: placeholderFor("openmetadata:secrets.airflow.password") } },
  };
}

const withoutStandIn = (config: PlainStackConfig): PlainStackConfig =>
  config.airflow.host === "existing" && config.airflow.endpoint === standInEndpoint
    ? { ...config, airflow: { ...config.airflow, endpoint: undefined } }
    : config;

/** The kit's settings from a stack's configuration and the command line. Throws with what to change when there is nothing to write. */
export function kitSettings(
  stack: string,
  config: PlainStackConfig,
  options: Omit<Options, "out" | "force">,
): AirflowKitSettings {
  const airflow = ownAirflow(stack, config);
  return {
    version: config.version,
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

/** The user's own Airflow with what a kit needs to know of it. Throws with what to change when the stack has none. */
function ownAirflow(stack: string, { airflow }: PlainStackConfig) {
  if (airflow.host !== "existing") {
    throw new Error(
      problemText({
        key: "airflow.host",
        found: `"create" in stack ${stack}, which runs Airflow itself`,
        allowed: '"existing": a kit is for an Airflow of your own',
        fix: set("airflow.host", "existing"),
      }),
    );
  }
  if (airflow.angles.length === 0 || airflow.version === undefined || airflow.runtime === undefined) {
    throw new Error(
      problemText({
        key: "airflow.angles",
        found: `empty in stack ${stack}: nothing is to be installed`,
        allowed: alternatives(airflowAngles.map((angle) => JSON.stringify(angle))),
        fix: steps("Name what your Airflow is for", setCommand("airflow.angles[0]", "connectors")),
      }),
    );
  }
  return { ...airflow, version: airflow.version, runtime: airflow.runtime };
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

/** The command of a stack's kit, as a refusal repeats it. */
const command = (stack: string): string => `npm run airflow-kit -- ${stack}`;

function main(name: string, options: Options): void {
  const { stack, file } = targetOf(name, projectDirectory);
  const { config, notes, ignored } = kitConfig(file);
  const settings = kitSettings(stack, config, options);
  const { written, unchanged } = writeKit(options.out, renderAirflowKit(settings), options.force, command(name));
  for (const { key, text } of notes.filter((note) => note.key.startsWith("airflow")))
    console.log(`note: openmetadata:${key}: ${text}`);
  if (ignored > 0) {
    const count = ignored === 1 ? "one problem" : `${ignored} problems`;
    console.log(`note: the stack file has ${count} in what no kit needs; npm run rehearse -- ${name} shows them.`);
  }
  for (const path of written) console.log(`wrote ${options.out}/${path}`);
  if (unchanged.length > 0) console.log(`${unchanged.length} files are as they were.`);
  console.log(tokenSentence(settings));
  console.log(`Begin with ${options.out}/README.md.`);
}

if (require.main === module) {
  new Command("npm run airflow-kit --")
    .description("Writes what a team installs and sets on an Airflow of its own, for one stack.")
    .argument("<stack>", "name of the stack (dev for Pulumi.dev.yaml), or path of a stack file")
    .requiredOption("--out <directory>", "folder to write to")
    .option("--server <url>", "address of OpenMetadata as Airflow reaches it; the stack's domain when absent", url)
    .option("--airflow-port <port>", "port that your Airflow listens on behind the gateway", port, 8080)
    .option("--service-name <name>", "name of this Airflow in OpenMetadata's lineage")
    .showHelpAfterError(`Name a stack and a folder:\n    ${command("STACK")} --out FOLDER`)
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
