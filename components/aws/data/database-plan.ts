import type { DatabaseConfig } from "../../../config/schema";
import { leastMaximumStorageGiB } from "../../../config/sections/database";
import { databaseSettings, earlierInstallation } from "../../../config/server-settings";
import type { TaskDatabase } from "../../../openmetadata/tasks/database-bootstrap";

export type DatabaseEngine = DatabaseConfig["engine"];

/** What RDS is given about an engine. */
export interface DatabasePlan {
  readonly port: number;
  /** Login of the administrator: MySQL on RDS allows 16 characters; RDS keeps `admin` and `postgres` apart. */
  readonly masterUser: string;
  /** As RDS takes it: a whole version, or its beginning, of which RDS picks the newest. */
  readonly version: string;
  /** Whether RDS may put in newer minor versions: not when config names one, which the next `up` would try to bring back. */
  readonly followsMinorVersions: boolean;
  /** Parameter group family, such as `postgres16`. */
  readonly family: string;
  /** Its logs that RDS hands to CloudWatch without more settings. */
  readonly logs: readonly string[];
  readonly parameters: ReadonlyArray<{ readonly name: string; readonly value: string }>;
}

const defaultVersions: Readonly<Record<DatabaseEngine, string>> = { postgres: "16", mysql: "8.4" };

/** Sort memory that OpenMetadata's production notes name: 20 MB. PostgreSQL counts in KiB, MySQL in bytes. */
const sortMemoryKiB = 20 * 1024;

const postgresParameters = [
  { name: "rds.force_ssl", value: "1" },
  { name: "work_mem", value: String(sortMemoryKiB) },
];

const mysqlParameters = [
  { name: "character_set_server", value: "utf8mb4" },
  { name: "explicit_defaults_for_timestamp", value: "1" },
  // Airflow 3's migrations make functions while the binary log is on.
  { name: "log_bin_trust_function_creators", value: "1" },
  { name: "require_secure_transport", value: "1" },
  { name: "sort_buffer_size", value: String(sortMemoryKiB * 1024) },
];

/** What RDS is given about the engine and version of a configuration. */
export function databasePlan({
  engine,
  version = defaultVersions[engine],
}: Pick<DatabaseConfig, "engine" | "version">): DatabasePlan {
  const parts = version.split(".");
  const masterUser = "om_admin";
  if (engine === "postgres") {
    return {
      port: 5432,
      masterUser,
      version,
      followsMinorVersions: parts.length < 2,
      family: `postgres${parts[0]}`,
      logs: ["postgresql", "upgrade"],
      parameters: postgresParameters,
    };
  }
  // MySQL's own series has two numbers: 8.0, 8.4.
  const series = parts.length === 1 ? `${parts[0]}.${parts[0] === "8" ? "4" : "0"}` : parts.slice(0, 2).join(".");
  return {
    port: 3306,
    masterUser,
    version: parts.length === 1 ? series : version,
    followsMinorVersions: parts.length < 3,
    family: `mysql${series}`,
    logs: ["error"],
    parameters: mysqlParameters,
  };
}

/** Limit to which RDS grows the storage by itself; undefined, which switches that off, where RDS would refuse the limit. */
export const storageLimit = ({
  storageGiB,
  maximumStorageGiB,
}: Pick<Extract<DatabaseConfig, { mode: "create" }>, "storageGiB" | "maximumStorageGiB">): number | undefined =>
  maximumStorageGiB >= leastMaximumStorageGiB(storageGiB) ? maximumStorageGiB : undefined;

/** Coordinates of one program's database on the server that both share, and what its bootstrap must find there. */
export function programDatabase(
  config: DatabaseConfig,
  program: "openmetadata" | "airflow",
  { host, port, masterUser }: Pick<TaskDatabase, "host" | "port" | "masterUser">,
): TaskDatabase {
  const earlier = earlierInstallation(config, program);
  return {
    ...databaseSettings(config, program, { host, port }),
    masterUser,
    ...(earlier !== undefined && { earlier }),
  };
}
