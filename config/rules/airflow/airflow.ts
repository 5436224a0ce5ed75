import { isRecord } from "../../../problems/record";
import { parallelTasks } from "../../../openmetadata/environment/ingestion-environment";
import {
  airflowNotes,
  airflowProblems,
  unknownConnectorProblems,
} from "../../../openmetadata/releases/airflow-support";
import { remove, set, setSecret } from "../../../problems/commands";
import { tasksForRuns } from "../../messages/airflow-commands";
import { defaultVersion } from "../../schema";
import { schedulerAlone, type Size } from "../../sizes";
import type { Problem } from "../../../problems/problem";
import type { Findings, RuleContext } from "../rule";
import { lineOf } from "../release";
import { rule } from "../rule";

/** What somebody wrote who wants one task of a size of their own choice, or said who runs workflows. */
const ownShape = ["topology", "executor", "cpu", "memory", "ephemeralStorageGiB", "parallelism"];

/**
 * From size medium on each run is a task of its own where the stack builds an image anyway, which then gets the executor's
 * package too; not where the stack file says how Airflow is spread or sized.
 */
export function defaultShape(airflow: unknown, size: Size, version: unknown): { topology?: "split"; executor?: "ecs" } {
  if (size === "small" || !isRecord(airflow) || airflow.host === "existing") return {};
  const addsToImage = [airflow.connectors, airflow.requirements].some(
    (added) => Array.isArray(added) && added.length > 0,
  );
  const isShaped = ownShape.some((key) => airflow[key] !== undefined);
  const splits = lineOf(String(version ?? defaultVersion))?.splitsAirflow === true;
  return addsToImage && splits && !isShaped ? { topology: "split", executor: "ecs" } : {};
}

/**
 * The scheduler's task where each run is a task of its own, and the stack file names neither its CPU nor its memory: with one
 * of them named, the other is the size's own.
 */
export function schedulerDefaults(airflow: unknown): Partial<typeof schedulerAlone> {
  if (!isRecord(airflow) || airflow.executor !== "ecs") return {};
  const { cpu, memory, ephemeralStorageGiB } = schedulerAlone;
  const isSized = airflow.cpu !== undefined || airflow.memory !== undefined;
  return isSized ? { ephemeralStorageGiB } : { cpu, memory, ephemeralStorageGiB };
}

/** More at a time than the memory carries: the task that runs out of it takes every workflow along. */
export const parallelismFits = rule(["airflow"], ({ airflow }) => {
  if (airflow.host !== "create" || airflow.parallelism === undefined || airflow.executor === "ecs") return {};
  const honest = parallelTasks(airflow);
  if (airflow.parallelism <= honest) return {};
  const text = `${airflow.parallelism} with ${airflow.memory} MiB of memory, which carry ${honest} at 1 GiB each: workflows that need more end together`;
  return { notes: [{ key: "airflow.parallelism", text }] };
});

/** Keys of `airflow` that somebody wrote although nothing reads them here. */
function unread(
  written: RuleContext["written"],
  keys: readonly string[],
  why: Pick<Problem, "allowed" | "fix">,
): Findings {
  const asked = isRecord(written.airflow) ? written.airflow : {};
  const problems = keys
    .filter((key) => asked[key] !== undefined)
    .map((key) => ({ key: `airflow.${key}`, found: "set", ...why }));
  return { problems };
}

/** Airflow of several tasks: on releases where that was run, and with sizes of its own only there. */
export const topologyFits = rule(["version", "airflow"], ({ version, airflow }, { written }): Findings => {
  if (airflow.host !== "create") return {};
  if (airflow.topology === "split") {
    const line = lineOf(version);
    if (line === undefined || line.splitsAirflow) return {};
    const allowed = `"single" with OpenMetadata ${version}: a split Airflow was proved with the Airflow 3.3 of 1.13.4 and later alone`;
    return {
      problems: [{ key: "airflow.topology", found: '"split"', allowed, fix: set("airflow.topology", "single") }],
    };
  }
  const allowed =
    'nothing while airflow.topology is "single": airflow.cpu and airflow.memory are those of the one task';
  return unread(written, ["apiServer", "dagProcessor"], { allowed, fix: set("airflow.topology", "split") });
});

/** A task for each run: only where Airflow is split, whose gateway is the way of the workers to the execution API. */
export const executorFits = rule(["airflow"], ({ airflow }, { written }): Findings => {
  if (airflow.host !== "create") return {};
  if (airflow.executor === "ecs") {
    if (airflow.topology === "split") return {};
    const allowed = '"local" while airflow.topology is "single": the tasks of runs work with a split Airflow alone';
    const fix = set("airflow.topology", "split");
    return { problems: [{ key: "airflow.executor", found: '"ecs"', allowed, fix }] };
  }
  const allowed =
    'nothing while airflow.executor is "local": workflows run in the task of airflow.cpu and airflow.memory';
  return unread(written, ["worker", "workerSizes"], { allowed, fix: tasksForRuns });
});

/** Logs in CloudWatch are written by the Amazon provider, which is in the image of a task for each run alone. */
export const runLogsFit = rule(["airflow"], ({ airflow }): Findings => {
  if (airflow.host !== "create" || airflow.runLogs === "volume" || airflow.executor === "ecs") return {};
  const found = `"${airflow.runLogs}"`;
  const allowed =
    '"volume" while airflow.executor is "local": the official ingestion image has no Amazon provider for Airflow, which writes logs to CloudWatch; the image that the stack builds for executor ecs has it';
  return { problems: [{ key: "airflow.runLogs", found, allowed, fix: tasksForRuns }] };
});

/** What the release says of a team's own Airflow: version, runtime, angles, connectors. */
export const existingAirflowFits = rule(["version", "airflow"], ({ version, airflow }) => {
  if (airflow.host !== "existing" || lineOf(version) === undefined) return {};
  return { problems: airflowProblems(version, airflow), notes: airflowNotes(version, airflow) };
});

/** The server logs in to Airflow only for the managed APIs. */
export const existingAirflowLogin = rule(["airflow"], ({ airflow }, { secretNames }): Findings => {
  if (airflow.host !== "existing") return {};
  const key = "secrets.airflow.password";
  const managed = airflow.angles.includes("managed-apis");
  const given = secretNames.has("airflow.password");
  if (managed && !given) {
    const allowed = 'required when airflow.angles has "managed-apis": the password of airflow.username on your Airflow';
    return { problems: [{ key, allowed, fix: setSecret(key) }] };
  }
  if (!managed && given)
    return { notes: [{ key, text: 'not used: only the angle "managed-apis" logs in to Airflow' }] };
  return {};
});

export const existingAirflowCertificate = rule(["airflow"], ({ airflow }) => {
  if (airflow.host !== "existing" || airflow.certificatePath === undefined || airflow.verifySsl === "validate")
    return {};
  const key = "airflow.certificatePath";
  const allowed = `nothing when airflow.verifySsl is "${airflow.verifySsl}"`;
  return { problems: [{ key, found: "set", allowed, fix: remove(key) }] };
});

export const existingAirflowHasAPurpose = rule(["airflow"], ({ airflow }) => {
  if (airflow.host !== "existing" || airflow.angles.length > 0) return {};
  return {
    notes: [
      {
        key: "airflow.angles",
        text: "empty: OpenMetadata runs without Airflow, and no ingestion can be scheduled from it",
      },
    ],
  };
});

/** A connector is an extra of openmetadata-ingestion; a wrong name would only fail while the image is built. */
export const connectorsExist = rule(["version", "airflow"], ({ version, airflow }) =>
  airflow.host === "create" ? { problems: unknownConnectorProblems(version, airflow.connectors) } : {},
);
