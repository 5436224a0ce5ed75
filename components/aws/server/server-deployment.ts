import type { StackConfig } from "../../../config/stack-config";
import { directHosts } from "../network/direct-hosts";
import type { IngestionLogs } from "../data/ingestion-logs";
import type { Search } from "../data/search";
import type { NamedFiles } from "../secrets/named-files";
import type { TaskPlace } from "../tasks/task-place";
import type { ServerFront } from "./server";
import type { ServerPlanInput } from "./server-plan";

/** The parts of a platform that name or address something. */
export interface AddressedParts {
  readonly place: TaskPlace;
  readonly search: Search;
  readonly front: ServerFront;
  readonly ingestionLogs?: IngestionLogs;
  readonly files: NamedFiles;
  /** Base URL at which the server reaches a created Airflow. */
  readonly airflowEndpoint: string;
  /** The server's API as a created Airflow calls it. */
  readonly internalApiUrl: string;
}

/** Addresses and names of a deployment that the server's settings follow from. */
export function serverDeployment(
  clusterName: string,
  parts: AddressedParts,
  config: StackConfig,
): ServerPlanInput["deployment"] {
  const { airflowEndpoint, front, ingestionLogs, internalApiUrl, place } = parts;
  const { engine, host, port, scheme, login } = parts.search;
  const { configurationFile } = parts.files;
  return {
    search: { engine, host, port, scheme, login },
    airflowEndpoint,
    publicUrl: front.publicUrl,
    internalApiUrl,
    clusterName,
    region: place.location.region,
    directHosts: directHosts(config, place.location, host),
    ...(configurationFile !== undefined && { configurationFile }),
    ...(ingestionLogs && { logBucket: ingestionLogs.bucketName }),
  };
}
