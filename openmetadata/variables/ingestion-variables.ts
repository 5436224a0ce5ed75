import { ecsExecutorNames } from "../environment/ecs-executor";
import { runLogNames } from "../environment/run-logs";
import { evidenceOfLines } from "../releases/lines";
import { atLeast, before, compareVersions } from "../releases/versions";
import table from "./ingestion.json";
import { isProcessSecret, processNamesOf, processSource } from "./process-variables";

/**
 * A variable that something in the ingestion container reads. `read` names the lists of the collection in which it
 * is used, first and last of a run, both included.
 */
export interface IngestionVariable {
  readonly name: string;
  readonly secret?: boolean;
  /** `entrypoint`, `airflow`, `plugin`, `secrets manager`, `lineage`, `task`. */
  readonly readers: readonly string[];
  readonly read: readonly { readonly first: string; readonly last: string; readonly default: string }[];
}

/** One list of the collection: what the image of some releases reads, and on what that rests. */
export type IngestionWitness = ReturnType<typeof evidenceOfLines<"ingestionLists">>[number];

export const ingestionWitnesses: readonly IngestionWitness[] = evidenceOfLines("ingestionLists");

/** Why a name is taken to be read by a release's ingestion image. */
export interface IngestionEvidence {
  readonly kind: "file" | "between" | "derived" | "reported";
  readonly source: string;
}

const place = (name: string): number => ingestionWitnesses.findIndex((witness) => witness.name === name);

/** Every variable of the lists; facts only. */
export const ingestionVariables: readonly IngestionVariable[] = table as readonly IngestionVariable[];
const byName = new Map(ingestionVariables.map((variable) => [variable.name, variable]));

const readIn = (variable: IngestionVariable, witness: string): boolean =>
  variable.read.some(({ first, last }) => place(first) <= place(witness) && place(witness) <= place(last));

/** Names that Airflow itself reads in every version of its major, though no list mentions them. */
const airflowOptions: readonly {
  readonly names: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly source: string;
}[] = [
  {
    names: [
      "AIRFLOW__CORE__LOAD_EXAMPLES",
      "AIRFLOW__CORE__PARALLELISM",
      "AIRFLOW__LOGGING__LOGGING_LEVEL",
      "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
    ],
    from: "0.12.0",
    to: "3",
    source: "configuration reference of Airflow 2.3 to 3.3",
  },
  {
    names: ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC"],
    from: "1.11.0",
    to: "3",
    source: "configuration reference of Airflow: since 3.1.0",
  },
  {
    names: [
      "AIRFLOW__WORKERS__EXECUTION_API_RETRIES",
      "AIRFLOW__WORKERS__EXECUTION_API_RETRY_WAIT_MAX",
      "AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT",
    ],
    from: "1.13.0",
    to: "3",
    source: "configuration reference of Airflow: since 3.1.1",
  },
  {
    names: ecsExecutorNames,
    from: "1.13.0",
    to: "3",
    source: "configuration references of Airflow 3.3 and of the Amazon provider 9.37",
  },
  {
    names: runLogNames,
    from: "1.13.0",
    to: "3",
    source: "configuration reference of Airflow 3.3, section logging",
  },
  {
    names: ["DB_PROPERTIES"],
    from: "1.3.0",
    to: "1.6.0",
    source: "chart history of open-metadata/openmetadata-helm-charts: first injected for 1.3",
  },
];

/** Why a release's ingestion image reads a name; undefined when nothing says that it does. */
export function ingestionEvidence(name: string, version: string): IngestionEvidence | undefined {
  const variable = byName.get(name);
  return (variable && fromLists(variable, version)) ?? reported(name, version);
}

function fromLists(variable: IngestionVariable, version: string): IngestionEvidence | undefined {
  const own = ingestionWitnesses.find(
    ({ from, until }) => compareVersions(version, from) >= 0 && compareVersions(version, until) <= 0,
  );
  if (own !== undefined) {
    return readIn(variable, own.name) ? { kind: own.kind, source: own.source } : undefined;
  }
  const earlier = ingestionWitnesses.filter(({ until }) => compareVersions(until, version) < 0).at(-1);
  const later = ingestionWitnesses.find(({ from }) => compareVersions(from, version) > 0);
  if (earlier === undefined || later === undefined || !readIn(variable, earlier.name) || !readIn(variable, later.name))
    return undefined;
  return { kind: "between", source: `${earlier.name} and ${later.name}` };
}

function reported(name: string, version: string): IngestionEvidence | undefined {
  const report = airflowOptions.find(
    ({ names, from, to }) => names.includes(name) && atLeast(version, from) && before(version, to),
  );
  const source = report?.source ?? processSource(name, "airflow");
  return source === undefined ? undefined : { kind: "reported", source };
}

/** Every name that a release's ingestion image reads, sorted. */
export const ingestionNamesOf = (version: string): string[] =>
  [...new Set([...byName.keys(), ...airflowOptions.flatMap(({ names }) => names), ...processNamesOf("airflow")])]
    .filter((name) => ingestionEvidence(name, version) !== undefined)
    .sort();

/** An option of any section of Airflow's configuration may be set by a variable of this form. */
export const isAirflowOption = (name: string): boolean => /^AIRFLOW__[A-Z0-9_]+__[A-Z0-9_]+$/.test(name);

/** Options that Airflow 3 dropped: a value would be ignored in silence. */
const gone = ["AIRFLOW__API__AUTH_BACKENDS", "AIRFLOW__API__ENABLE_CSRF", "AIRFLOW__LINEAGE__BACKEND"];

/** Whether a user's variable would be read. */
export const ingestionReads = (name: string, version: string): boolean =>
  ingestionEvidence(name, version) !== undefined ||
  (isAirflowOption(name) && !(atLeast(version, "1.11.0") && gone.includes(name)));

/** Whether a variable's value is a secret. */
export const isIngestionSecret = (name: string): boolean =>
  byName.get(name)?.secret === true ||
  isProcessSecret(name) ||
  /(PASSWORD|SECRET|SECRET_KEY|JWT_TOKEN|PRIVATE_KEY|FERNET_KEY|SQL_ALCHEMY_CONN)$/.test(name);
