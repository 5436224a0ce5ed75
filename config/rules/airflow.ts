import { parallelTasks } from "../../openmetadata/environment/ingestion-environment";
import { airflowNotes, airflowProblems, unknownConnectorProblems } from "../../openmetadata/releases/airflow-support";
import { remove, setSecret } from "../../problems/commands";
import type { Findings } from "./rule";
import { lineOf } from "./release";
import { rule } from "./rule";

/** More at a time than the memory carries: the task that runs out of it takes every workflow along. */
export const parallelismFits = rule(["airflow"], ({ airflow }) => {
  if (airflow.host !== "create" || airflow.parallelism === undefined) return {};
  const honest = parallelTasks(airflow.memory);
  if (airflow.parallelism <= honest) return {};
  const text = `${airflow.parallelism} with ${airflow.memory} MiB of memory, which carry ${honest} at 1 GiB each: workflows that need more end together`;
  return { notes: [{ key: "airflow.parallelism", text }] };
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
