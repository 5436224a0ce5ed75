import * as pulumi from "@pulumi/pulumi";
import type { CreatedAirflowConfig } from "../../../config/schema";
import type { StackConfig } from "../../../config/stack-config";
import { type AirflowStepName, airflowStepTask } from "../../../openmetadata/tasks/airflow-schema";
import type { AirflowTaskSettings } from "../../../openmetadata/tasks/airflow-task-settings";
import type { Database } from "../data/database";
import { passwordMark } from "../tasks/database-step";
import type { FargateService } from "../tasks/fargate-service";
import { repositoriesOf } from "../tasks/image-repository";
import { type MigrationTriggers, migrationTriggers, recentLogCommand, snapshotBefore } from "../tasks/migration-step";
import { Step, type StepArgs } from "../tasks/step";
import { type BeforeStep, RunningServices } from "../tasks/step-resource";
import type { TaskPlace } from "../tasks/task-place";

/** Arguments of {@link AirflowMigration}. */
export interface AirflowMigrationArgs {
  readonly config: Pick<StackConfig, "version" | "steps" | "database">;
  readonly airflow: CreatedAirflowConfig;
  readonly place: TaskPlace;
  readonly settings: AirflowTaskSettings;
  /** The server of Airflow's database. */
  readonly sqlServer: Database;
  /** ECR repository of an image that the stack builds. */
  readonly repositoryArns: readonly pulumi.Input<string>[];
  /** Whether the server's migration is a step: its snapshot, of the same database server, holds Airflow's database too. */
  readonly serverMigrates: boolean;
  /** Airflow's database and login, and the migration of the server. */
  readonly startsAfter: readonly pulumi.Resource[];
}

/** CPU units and MiB: Airflow's commands take half a GiB. */
const size = { cpu: 512, memory: 2048, ephemeralStorageGiB: 20 } as const;

/**
 * Airflow's schema, and its admin, as steps before its services. Another release or image may bring another Airflow: all of its
 * services are stopped first, since none may run on a schema that is not its own, and there is a snapshot of the database: the
 * one that the server's migration takes for another release, else one of its own.
 *
 * Cost: half a vCPU and 2 GiB for the minutes of each step; the kept snapshots, as those of the server.
 */
export class AirflowMigration extends pulumi.ComponentResource {
  /** What needs schema and admin waits for these. */
  readonly ready: readonly pulumi.Resource[];
  private readonly triggers: MigrationTriggers;

  constructor(
    private readonly prefix: string,
    private readonly args: AirflowMigrationArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("openmetadata:aws:AirflowMigration", `${prefix}-airflow-migration`, {}, options);
    const { config, airflow, place, settings, sqlServer, startsAfter } = args;
    const { name } = settings.database;
    this.triggers = migrationTriggers(config.version, airflow.image, { server: sqlServer, database: name });
    const migrate = this.step("airflow-migrate", {
      triggers: this.triggers,
      ifItFails: "Nothing of the new Airflow runs yet.",
      startsAfter: [...startsAfter, ...place.network.egressReady, ...place.groups.rules],
      before: before(prefix, args),
    });
    const password = passwordMark(place.secrets.fingerprint("airflow.password"));
    const admin = this.step("airflow-admin", {
      triggers: { database: this.triggers.database, user: airflow.username, password },
      ifItFails: "Airflow's own password is the one of before; its services are as they were.",
      startsAfter: [migrate.run],
    });
    this.ready = [migrate.run, admin.run];
    this.registerOutputs();
  }

  /** Sees to it that Airflow's services run once they have their new task definitions. */
  serves(services: readonly FargateService[]): RunningServices {
    const { config, place } = this.args;
    return new RunningServices(
      `${this.prefix}-airflow-runs`,
      {
        step: "airflow-runs",
        cluster: place.cluster.arn,
        services: services.map(({ service }) => ({ service: service.name, count: 1, scaled: false })),
        triggers: this.triggers,
        runsAtCreate: true,
        timeLimitMinutes: Math.min(config.steps.timeLimitMinutes, 60),
        ifItFails: "Airflow's schema is migrated and whole: the Airflow before cannot run on it.",
        logCommand: recentLogCommand(place, "airflow"),
      },
      { parent: this, dependsOn: services.map(({ service }) => service) },
    );
  }

  /** It has no task role, since Airflow's commands ask AWS for nothing. A stack of an earlier release did both at each start. */
  private step(
    shortName: AirflowStepName,
    occasion: Pick<StepArgs, "triggers" | "ifItFails" | "startsAfter" | "before">,
  ): Step {
    const { config, airflow, place, settings, repositoryArns } = this.args;
    const task = airflowStepTask(settings, shortName);
    return new Step(
      `${this.prefix}-${shortName}`,
      {
        ...place,
        ...size,
        architecture: airflow.architecture,
        shortName,
        task,
        region: place.location.region,
        logGroup: place.logs.group("airflow"),
        statements: [],
        policyArns: [],
        repositoryArns: [...repositoriesOf(task), ...repositoryArns],
        subnetIds: place.network.privateSubnetIds,
        securityGroupId: place.groups.airflow!.id,
        timeLimitMinutes: config.steps.timeLimitMinutes,
        runsAtCreate: true,
        ...occasion,
      },
      { parent: this },
    );
  }
}

/** Tags `Name` of Airflow's services in either topology: where that changes in the same `up`, those of before are stopped too. */
const servicesOf = (prefix: string): string[] =>
  ["airflow", "airflow-scheduler", "airflow-dag-processor"].map((name) => `${prefix}-${name}`);

const before = (
  prefix: string,
  { config, place, serverMigrates, settings, sqlServer }: AirflowMigrationArgs,
): BeforeStep => ({
  services: servicesOf(prefix),
  what: "Airflow",
  keys: "openmetadata:version or openmetadata:airflow.image",
  image: settings.images.ingestion,
  ...snapshotBefore(config.database, sqlServer, {
    prefix: `${prefix}-airflow-before-`,
    tags: place.tags,
    ...(serverMigrates && { takenBy: { step: "migrate", trigger: "release" } }),
  }),
});
