import {
  type ContainerSpec,
  type EnvironmentVariable,
  type HealthCheckSpec,
  type MountSpec,
  type TaskSpec,
  type VolumeSpec,
  longestStopSeconds,
} from "./container-spec";
import { dagReaderCommand } from "./airflow-program";
import { ports } from "./ports";
import type { ReleaseLine } from "../releases/release-lines";
import { airflowGateway, gatewayVolume } from "./airflow-gateway";
import { after, bootstrapVolume, sorted } from "./database-bootstrap";
import { certificateFiles, certificateMounts } from "./airflow-certificates";
import { adminVariables, ofAdmin, schemaCheck } from "./airflow-schema";
import type { AirflowTaskSettings } from "./airflow-task-settings";
import { script } from "./script";

/** Whether the server's calls go through the gateway, and so to its port instead of Airflow's. */
export const hasGateway = (settings: Pick<AirflowTaskSettings, "line" | "gateway">): boolean =>
  settings.gateway ?? settings.line.airflowMajor === 3;

/** The port on which the server reaches Airflow. */
export const airflowEntryPort = (settings: Pick<AirflowTaskSettings, "line" | "gateway">): number =>
  hasGateway(settings) ? ports.gateway : ports.airflow;

/**
 * Airflow's task, with the gateway beside it on Airflow 3. Where the topology is split it has the API server alone, and the
 * others are in airflow-parts.ts. Database, login, schema and admin are there before: steps make them (airflow-schema.ts).
 */
export function airflowTask(settings: AirflowTaskSettings): TaskSpec {
  const gateway = hasGateway(settings);
  const isSplit = settings.topology === "split";
  const files = certificateFiles(settings);
  return {
    containers: [
      ...files,
      schemaCheck(settings),
      airflow(settings),
      ...(gateway ? [airflowGateway(settings.images.gateway, settings.adminUser, { rolls: isSplit })] : []),
    ],
    volumes: [
      ...(files.length > 0 ? [{ name: bootstrapVolume, kind: "ephemeral" } as const] : []),
      ...(gateway ? [{ name: gatewayVolume, kind: "ephemeral" } as const] : []),
      ...sharedDirectories(settings).map(({ name }) => sharedVolume(name)),
    ],
  };
}

/** What a replaced task must not lose. */
export function sharedDirectories({ line }: Pick<AirflowTaskSettings, "line">): { name: string; path: string }[] {
  return [
    { name: "dags", path: line.airflowDagsFolder },
    { name: "dag-generated-configs", path: line.airflowGeneratedConfigsFolder },
    { name: "logs", path: `${line.airflowHome}/logs` },
  ];
}

/**
 * The access point reads and writes as this user, no matter which user the container's process has. Not the image's group 0: EFS takes
 * user or group 0 for root and checks nothing (AWS re:Post knowledge center, "efs-access-point-configurations").
 */
const storageUser = 50000;

export const sharedVolume = (name: string): VolumeSpec => ({
  name,
  kind: "shared",
  directory: `/${name}`,
  uid: storageUser,
  gid: storageUser,
  mode: "0750",
});

/** The API server of a split Airflow has no admin to make; the image's start script makes it, of another name where it is not told. */
function environmentOf(settings: AirflowTaskSettings, isSplit: boolean): EnvironmentVariable[] {
  const own = settings.environment.filter(({ name }) => !ofAdmin.includes(name));
  return sorted([...own, ...(isSplit ? [] : adminVariables(settings))]);
}

function airflow(settings: AirflowTaskSettings): ContainerSpec {
  const { line } = settings;
  const isSplit = settings.topology === "split";
  const shared: MountSpec[] = sharedDirectories(settings).map(({ name, path }) => ({
    volume: name,
    path,
    readOnly: false,
  }));
  return {
    name: "airflow",
    image: settings.images.ingestion,
    ...(isSplit ? dagReaderCommand("api-server", settings.workerSizes) : line.airflowStart),
    ports: [ports.airflow],
    environment: environmentOf(settings, isSplit),
    mounts: [...certificateMounts(settings), ...shared],
    healthCheck: airflowHealthCheck(line, isSplit ? ["metadatabase"] : everyPart(line)),
    essential: true,
    dependsOn: after("airflow-schema"),
    stopTimeoutSeconds: longestStopSeconds,
  };
}

/** The parts of the health document that must be well where one task has them all. */
const everyPart = ({ airflowMajor }: Pick<ReleaseLine, "airflowMajor">): readonly string[] => [
  "metadatabase",
  "scheduler",
  ...(airflowMajor === 3 ? ["dag_processor"] : []),
];

/** Asks for the health document and reads it: Airflow answers 200 with all of its processes dead. */
export const airflowHealthCheck = (
  line: Pick<ReleaseLine, "airflowMajor" | "airflowHealthPath">,
  parts: readonly string[] = everyPart(line),
): HealthCheckSpec => ({
  command: [
    "python3",
    "-c",
    script("airflow-health.py"),
    `http://127.0.0.1:${ports.airflow}${line.airflowHealthPath}`,
    ...parts,
  ],
  intervalSeconds: 30,
  timeoutSeconds: 15,
  retries: 5,
  // First imports of every connector, on one vCPU.
  startPeriodSeconds: 300,
});
