import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type { StackConfig } from "../../../config/stack-config";
import type { SecretName } from "../../../openmetadata/environment/secret-names";
import type { TaskSpec } from "../../../openmetadata/tasks/container-spec";
import type { TaskDatabase } from "../../../openmetadata/tasks/database-bootstrap";
import type { Database } from "../data/database";
import { repositoriesOf } from "./image-repository";
import { Step } from "./step";
import { smallTask } from "./step-size";
import type { TaskPlace } from "./task-place";

/** Arguments of {@link databaseStep}. */
export interface DatabaseStepArgs {
  readonly config: Pick<StackConfig, "steps">;
  readonly place: TaskPlace;
  /** `database` of the server, `airflow-database` of Airflow. */
  readonly shortName: "database" | "airflow-database";
  /** From `databaseTask`, or what the server's step is. */
  readonly task: TaskSpec;
  readonly architecture: "x86_64" | "arm64";
  readonly database: Database;
  /** Names of the program's database and login. */
  readonly names: Pick<TaskDatabase, "name" | "user">;
  /** The program's own password. */
  readonly password: SecretName;
  /** The program's security group, which reaches the database. */
  readonly securityGroupId: pulumi.Input<string>;
  readonly logGroup: cloudwatch.LogGroup;
  /** What else asks for a run. */
  readonly triggers?: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * Makes the database and the login of a program, and gives the login its password: the one task that reads the password of
 * the database's administrator, so that no service can. It has no task role, since its program asks AWS for nothing.
 *
 * Runs for a new database, other names and another password of the login; running it again changes nothing.
 */
export function databaseStep(prefix: string, args: DatabaseStepArgs, options: pulumi.ComponentResourceOptions): Step {
  const { config, place, database, names, shortName, task } = args;
  return new Step(
    `${prefix}-${shortName}`,
    {
      ...place,
      ...smallTask,
      architecture: args.architecture,
      shortName,
      task,
      region: place.location.region,
      logGroup: args.logGroup,
      statements: [],
      policyArns: [],
      repositoryArns: repositoriesOf(task),
      subnetIds: place.network.privateSubnetIds,
      securityGroupId: args.securityGroupId,
      timeLimitMinutes: config.steps.timeLimitMinutes,
      triggers: {
        database: pulumi.interpolate`${database.identity}/${names.name}`,
        login: names.user,
        password: passwordMark(place.secrets.fingerprint(args.password)),
        ...args.triggers,
      },
      runsAtCreate: true,
      ifItFails: "What runs goes on as it is; nothing new was started.",
      startsAfter: [...database.ready, ...place.network.egressReady, ...place.groups.rules],
    },
    options,
  );
}

/** Another one for another password. A digest of a fingerprint that is keyed itself: it says nothing, and a preview may show it. */
export const passwordMark = (fingerprint: pulumi.Output<string>): pulumi.Output<string> =>
  pulumi.unsecret(
    fingerprint.apply((text) => createHash("sha256").update(`login\n${text}`).digest("hex").slice(0, 32)),
  );
