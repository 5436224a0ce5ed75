import { type Problem, refused } from "../../problems/problem";
import { serverVariable } from "../variables/server-variables";

/** Settings of the `airflow` section that say how the server talks to Airflow. */
export interface AirflowClientKeys {
  readonly timeoutSeconds?: number;
  readonly healthCheckIntervalSeconds?: number;
  readonly hostIp?: string;
  readonly trustStorePath?: string;
  readonly secretsManagerLoader?: string;
  readonly verifySsl?: string;
  readonly certificatePath?: string;
}

/** Key and the variables it may go to; releases before 1.0 have names of their own. */
const variables: Readonly<Record<keyof AirflowClientKeys, readonly string[]>> = {
  timeoutSeconds: ["AIRFLOW_TIMEOUT"],
  healthCheckIntervalSeconds: ["PIPELINE_SERVICE_CLIENT_HEALTH_CHECK_INTERVAL"],
  hostIp: ["PIPELINE_SERVICE_CLIENT_HOST_IP", "AIRFLOW_HOST_IP"],
  trustStorePath: ["AIRFLOW_TRUST_STORE_PATH"],
  secretsManagerLoader: ["PIPELINE_SERVICE_CLIENT_SECRETS_MANAGER_LOADER"],
  verifySsl: ["PIPELINE_SERVICE_CLIENT_VERIFY_SSL", "AIRFLOW_VERIFY_SSL"],
  certificatePath: ["PIPELINE_SERVICE_CLIENT_SSL_CERT_PATH", "AIRFLOW_SSL_CERT_PATH"],
};

/** Keys that are set although the release reads no variable for them; the default `no-ssl` counts as not set. */
export function airflowClientProblems(version: string, airflow: AirflowClientKeys): Problem[] {
  return (Object.keys(variables) as (keyof AirflowClientKeys)[]).flatMap((key): Problem[] => {
    const value = airflow[key];
    if (value === undefined || (key === "verifySsl" && value === "no-ssl")) return [];
    if (variables[key].some((name) => serverVariable(name, version) !== undefined)) return [];
    return [
      refused(
        `airflow.${key}`,
        String(value),
        `nothing with OpenMetadata ${version}, which reads none of ${variables[key].join(", ")}`,
      ),
    ];
  });
}
