import { setAtPath } from "../engine/stack-file/config-path";
import type { StackFile, StackValue } from "../engine/stack-file/stack-file";

/**
 * Names whose defaults occur in several places, such as `openmetadata` and `airflow`, and those that stand for something
 * else in a stack file, such as `admin`: each is one of its own here, so that it tells where it comes from.
 */
const names: Readonly<Record<string, StackValue>> = {
  "database.serverDatabase": "server_database",
  "database.serverLogin": "server_login",
  "database.airflowDatabase": "airflow_database",
  "database.airflowLogin": "airflow_login",
  "airflow.username": "airflow_user",
  "server.clusterName": "cluster-name",
};

const section = (config: StackFile["config"], name: string): Record<string, StackValue> =>
  (config[`openmetadata:${name}`] ?? {}) as Record<string, StackValue>;

/** Gives a stack's config these names, where it has none of its own. */
export function withDistinctNames(config: StackFile["config"]): void {
  for (const [key, name] of Object.entries(names)) {
    const [where = "", at = ""] = key.split(".");
    if (at in section(config, where)) continue;
    setAtPath(config, `openmetadata:${key}`, name);
  }
}
