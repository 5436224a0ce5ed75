import { airflowClientProblems } from "../../openmetadata/tasks/airflow-client";
import { remove } from "../../problems/commands";
import { lineOf } from "./release";
import { rule } from "./rule";

/** Settings of the server's pipeline client that the release does not read would change nothing. */
export const airflowClientIsRead = rule(["version", "airflow"], ({ version, airflow }) =>
  lineOf(version) === undefined ? {} : { problems: airflowClientProblems(version, airflow) },
);

/** A password without a store opens nothing. */
export const trustStoreHasAPath = rule(["airflow"], ({ airflow }, { secretNames }) => {
  const key = "secrets.airflow.trustStorePassword";
  if (!secretNames.has("airflow.trustStorePassword") || airflow.trustStorePath !== undefined) return {};
  const problem = { key, found: "set", allowed: "nothing while airflow.trustStorePath is not set", fix: remove(key) };
  return { problems: [problem] };
});
