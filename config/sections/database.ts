import { z } from "zod";
import type { SizeDefaults } from "../sizes";
import { hostName, kmsKeyArn, portNumber, resourceId, versionNumbers } from "./values";

/** The most that gp3 and io storage of an RDS instance holds (Amazon RDS user guide, DB instance storage). */
export const largestStorageGiB = 65536;

/** RDS refuses a limit of less than a tenth above the storage (Amazon RDS user guide, storage autoscaling). */
export const leastMaximumStorageGiB = (storageGiB: number): number => Math.ceil((storageGiB * 11) / 10);

const loginName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,30}$/, "a name of lower-case letters, digits and underscores, 31 at most");

const databaseName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, "a name of lower-case letters, digits and underscores, 63 at most");

const engineVersion = z.string().regex(versionNumbers(1, 3), "a version such as 16.8 or 8.4");

const eachDatabase = {
  engine: z.enum(["postgres", "mysql"]).default("postgres").describe("Database engine."),
  caCertificateFile: z
    .string()
    .optional()
    .describe(
      "PEM file, relative to the project, that verifies the database's certificate (RDS: the bundle of your region from AWS's trust store). TLS is required in any case; without the file the certificate is not verified.",
    ),
  newInstallation: z
    .boolean()
    .optional()
    .describe(
      "False: an earlier installation moves in; its keys are asked for, and an empty or missing database stops the tasks instead of starting with nothing. True: no OpenMetadata has used the database, so fresh keys are right. When absent: false with an existing database or a snapshot, else true.",
    ),
  newAirflow: z
    .boolean()
    .default(false)
    .describe(
      "When an earlier installation moves in: Airflow begins with a database of its own and a fresh Fernet key; workflows are then deployed again from OpenMetadata.",
    ),
  serverDatabase: databaseName
    .default("openmetadata_db")
    .describe("Database of the server. On a running stack another name is another, empty database."),
  serverLogin: loginName
    .default("openmetadata")
    .describe("Login of the server, which the stack makes; what another login owns is named at the start."),
  airflowDatabase: databaseName.default("airflow_db").describe("Database of a created Airflow."),
  airflowLogin: loginName.default("airflow").describe("Login of a created Airflow, which the stack makes."),
};

/** How much a created database holds. */
const storage = (size: SizeDefaults) => ({
  storageGiB: z
    .int()
    .min(20)
    .max(largestStorageGiB)
    .default(size.database.storageGiB)
    .describe("Storage at the beginning, GiB."),
  maximumStorageGiB: z
    .int()
    .min(20)
    .max(largestStorageGiB)
    .default(size.database.maximumStorageGiB)
    .describe(
      "Limit to which RDS grows the storage by itself, GiB: at least a tenth more than storageGiB. Twice storageGiB when absent and that is more than the default.",
    ),
});

/** Backups, maintenance and logs of a created database. */
const upkeep = (size: SizeDefaults) => ({
  backupDays: z
    .int()
    .min(1)
    .max(35)
    .default(size.database.backupDays)
    .describe("Days that automatic backups are kept, also after the instance is deleted."),
  backupWindow: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, "hours and minutes in UTC such as 02:00-03:00")
    .optional()
    .describe("When the daily backup begins, UTC, at least half an hour; AWS chooses when absent."),
  maintenanceWindow: z
    .string()
    .regex(
      /^(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d-(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d$/,
      "days, hours and minutes in UTC such as sun:03:30-sun:04:30",
    )
    .optional()
    .describe(
      "When AWS may patch and restart the database, UTC, at least half an hour and apart from backupWindow; AWS chooses when absent.",
    ),
  logs: z
    .boolean()
    .default(size.trail)
    .describe("Logs of the database in CloudWatch Logs: postgresql and upgrade, or MySQL's error log."),
  insights: z
    .boolean()
    .default(false)
    .describe("RDS keeps seven days of what each SQL statement waits for (Performance Insights), free of charge."),
});

/** The snapshot that a created database begins from, and those taken of it. */
const snapshots = (size: SizeDefaults) => ({
  snapshotIdentifier: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Snapshot to begin from. storageGiB must be at least the snapshot's own storage. Needs the keys of the installation that wrote it, or newInstallation: true.",
    ),
  upgradeSnapshots: z
    .int()
    .min(0)
    .max(20)
    .default(size.database.upgradeSnapshots)
    .describe(
      "Before a new release migrates the database, up takes a snapshot of it; so many of these are kept, and destroy leaves them. As many more for another airflow.image, which may migrate Airflow's. 0 takes none. From release 1.1.0 on, and for another airflow.image with every release.",
    ),
});

const createdDatabase = (size: SizeDefaults) =>
  z
    .strictObject({
      mode: z.literal("create"),
      ...eachDatabase,
      version: engineVersion.optional().describe("Engine version; PostgreSQL 16 or MySQL 8.4 when absent."),
      instanceClass: z
        .string()
        .regex(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, "an RDS class such as db.m7g.large")
        .default(size.database.instanceClass)
        .describe("RDS instance class."),
      ...storage(size),
      multiZone: z.boolean().default(size.database.multiZone).describe("A standby in a second zone."),
      ...upkeep(size),
      ...snapshots(size),
      kmsKeyArn: kmsKeyArn.optional().describe("KMS key of the storage; AWS's own key when absent."),
    })
    .describe("The stack makes an RDS instance.");

const existingDatabase = z
  .strictObject({
    mode: z.literal("existing"),
    ...eachDatabase,
    version: engineVersion.optional().describe("Version of your server; checked against what the release needs."),
    host: hostName.describe("Host name of your database server."),
    port: portNumber.optional().describe("Port; 5432 or 3306 when absent."),
    username: loginName.describe(
      "Login that may create databases and roles; its password is secrets.database.password.",
    ),
    securityGroupId: resourceId("sg")
      .optional()
      .describe(
        "Security group of the database, to which the stack adds the two rules; when absent the outputs say what to open.",
      ),
  })
  .describe("Your PostgreSQL or MySQL server.");

/** Database section, with the defaults of a size. */
export const databaseSection = (size: SizeDefaults) =>
  z
    .discriminatedUnion("mode", [createdDatabase(size), existingDatabase])
    .describe("Database server of OpenMetadata and Airflow; each gets a database and a login of its own.");
