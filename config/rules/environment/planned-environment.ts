import type { IngestionEnvironmentSettings } from "../../../openmetadata/environment/ingestion-environment";
import { releaseLineOf } from "../../../openmetadata/releases/release-lines";
import type { SecretName } from "../../../openmetadata/environment/secret-names";
import type { ServerEnvironmentSettings } from "../../../openmetadata/settings";
import { airflowAddresses, platformAddresses } from "../../../openmetadata/wiring/platform-addresses";
import type { PlainStackConfig } from "../../schema";
import { knownPublicUrl, searchSettings, serverSettings, type ServerSections } from "../../server-settings";

const port = { postgres: 5432, mysql: 3306 } as const;
const region = "eu-west-1";
const hosts = { server: "server.stack.internal", airflow: "airflow.stack.internal" };

/**
 * The server's settings with stand-ins for every address that only a deployment knows: enough for the *names* of the
 * variables that the stack sets, which never depend on those. Variables that a user adds are left out.
 */
export function plannedServer(
  sections: ServerSections,
  configurationFile: string | undefined,
  secretNames: ReadonlySet<SecretName>,
): ServerEnvironmentSettings {
  const line = releaseLineOf(sections.version);
  const signed = line.signsSearchRequests;
  const settings = serverSettings(sections, {
    database: { host: "database.stack.internal", port: port[sections.database.engine] },
    search: searchSettings(sections.search, { host: "search.stack.internal", signed, region }),
    ...platformAddresses(line, hosts),
    publicUrl: knownPublicUrl(sections) ?? "http://balancer.stack.internal",
    jwtKeyId: "key",
    logBucket: "bucket",
    clusterName: "stack",
    region,
    directHosts: [],
    secretNames,
    ...(configurationFile === undefined ? {} : { configurationFile }),
  });
  return { ...settings, environment: {}, secretEnvironment: [], overrideStackVariables: [], ownVariables: [] };
}

type CreatedAirflow = Extract<PlainStackConfig["airflow"], { host: "create" }>;

/** Airflow's settings, likewise, with those of its topology and its executor. */
export function plannedIngestion(
  {
    version,
    database: { engine },
    network: { proxy, caCertificatesFile },
    server,
  }: Pick<PlainStackConfig, "version" | "database" | "network" | "server">,
  { executor, memory, runLogs, topology, username }: CreatedAirflow,
): IngestionEnvironmentSettings {
  return {
    version,
    database: { engine, host: "database.stack.internal", port: port[engine], name: "airflow_db", user: "airflow" },
    adminUser: username,
    ...(proxy && { proxy }),
    ...(server.secretsManager && { secretsManagerRegion: region }),
    directHosts: [],
    ownAuthorities: caCertificatesFile !== undefined,
    ...airflowAddresses(platformAddresses(releaseLineOf(version), hosts), topology),
    executor: topology === "split" && executor === "ecs" ? plannedExecutor : "LocalExecutor",
    ...(runLogs === "cloudwatch" && { runLogGroupArn: "arn" }),
    ...{ memory, topology },
    environment: {},
    secretEnvironment: [],
    overrideStackVariables: [],
    ownVariables: [],
  };
}

const plannedExecutor = {
  ...{ cluster: "cluster", taskDefinition: "task", container: "worker", region },
  ...{ subnets: "subnet", securityGroup: "group" },
};
