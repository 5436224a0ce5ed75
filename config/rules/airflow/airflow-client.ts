import { plainProblems } from "../../../openmetadata/environment/plain-settings";
import { remove } from "../../../problems/commands";
import { lineOf } from "../release";
import { rule } from "../rule";

/** A plain setting that the release does not read would change nothing. */
export const plainSettingsAreRead = rule(["version", "airflow", "server"], ({ version, airflow, server }) => ({
  problems:
    lineOf(version) === undefined
      ? []
      : [...plainProblems("server", server, version), ...plainProblems("airflow", airflow, version)],
}));

/** A password without a store opens nothing. */
export const trustStoreHasAPath = rule(["airflow"], ({ airflow }, { secretNames }) => {
  const key = "secrets.airflow.trustStorePassword";
  if (!secretNames.has("airflow.trustStorePassword") || airflow.trustStorePath !== undefined) return {};
  const problem = { key, found: "set", allowed: "nothing while airflow.trustStorePath is not set", fix: remove(key) };
  return { problems: [problem] };
});
