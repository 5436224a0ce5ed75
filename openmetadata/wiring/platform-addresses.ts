import type { ReleaseLine } from "../releases/release-lines";
import { airflowEntryPort } from "../tasks/airflow-task";
import type { AirflowTopology } from "../tasks/airflow-task-settings";
import { ports } from "../tasks/ports";

/** Host names of a platform's parts, or stand-ins where no deployment is known. */
export interface PlatformHosts {
  readonly server: string;
  readonly airflow: string;
}

/** Where the parts of a platform find each other; nothing else makes these addresses. */
export interface PlatformAddresses {
  /** Base URL at which the server reaches the created Airflow. */
  readonly airflowEndpoint: string;
  /** Airflow's own web server or API server, behind any gateway. */
  readonly airflowBaseUrl: string;
  /** The server's API as an Airflow in the stack's VPC calls it, with `/api`. */
  readonly internalApiUrl: string;
}

/** The addresses inside the VPC, by the ports of the release line. */
export const platformAddresses = (line: ReleaseLine, hosts: PlatformHosts): PlatformAddresses => ({
  airflowEndpoint: `http://${hosts.airflow}:${airflowEntryPort({ line })}`,
  airflowBaseUrl: `http://${hosts.airflow}:${ports.airflow}`,
  internalApiUrl: `http://${hosts.server}:${line.serverPort}/api`,
});

/** Addresses that the containers of the created Airflow read. */
export interface AirflowAddresses {
  /** The server's API, with `/api`. */
  readonly serverApiUrl: string;
  /** Airflow itself: in one task past any gateway, from other tasks through it. */
  readonly baseUrl: string;
  /** Airflow's execution API, where runs reach it from another task. */
  readonly executionApiUrl?: string;
}

export const airflowAddresses = (
  { airflowBaseUrl, airflowEndpoint, internalApiUrl }: PlatformAddresses,
  topology: AirflowTopology,
): AirflowAddresses => ({
  serverApiUrl: internalApiUrl,
  ...(topology === "split"
    ? { baseUrl: airflowEndpoint, executionApiUrl: `${airflowEndpoint}/execution/` }
    : { baseUrl: airflowBaseUrl }),
});
