import type { StackConfig } from "../../../config/stack-config";
import { directHosts } from "../network/direct-hosts";
import type { AwsPlatform } from "../platform";
import type { ServerPlanInput } from "./server-plan";

/** Addresses and names of a deployment that the server's settings follow from. */
export function serverDeployment(
  clusterName: string,
  platform: AwsPlatform,
  config: StackConfig,
): ServerPlanInput["deployment"] {
  const { airflowEndpoint, front, ingestionLogs, internalApiUrl, place } = platform;
  const { engine, host, port, scheme, login } = platform.search;
  const { configurationFile } = platform.files;
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
