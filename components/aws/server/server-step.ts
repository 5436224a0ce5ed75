import type * as pulumi from "@pulumi/pulumi";
import type * as iam from "@pulumi/aws/iam";
import type { StackConfig } from "../../../config/stack-config";
import type { ReleaseLine } from "../../../openmetadata/releases/release-lines";
import { type ServerStepName, type ServerStepSettings, serverStepTask } from "../../../openmetadata/tasks/server-steps";
import { repositoriesOf } from "../tasks/image-repository";
import { smallTask } from "../tasks/step-size";
import { Step, type StepArgs } from "../tasks/step";
import type { TaskPlace } from "../tasks/task-place";

/** Where a step of the server's image runs, and as whom. */
export interface ServerStepPlace {
  readonly config: StackConfig;
  readonly line: ReleaseLine;
  readonly place: TaskPlace;
  /** What the server's own task follows from. */
  readonly settings: ServerStepSettings;
  /** The server's task role, the only one that a signed search domain knows. */
  readonly role: iam.Role;
}

/** What a step is besides its command. */
export type Occasion = Pick<StepArgs, "triggers" | "ifItFails" | "startsAfter" | "runsAtCreate" | "before">;

/** A task of the server's size that runs a command of its image to the end, or a small one of another image; none where the release has no such step. */
export function serverStep(
  prefix: string,
  shortName: ServerStepName,
  occasion: Occasion,
  { config, place, role, settings }: ServerStepPlace,
  options: pulumi.ComponentResourceOptions,
): Step[] {
  const task = serverStepTask(settings, shortName);
  if (task === undefined) return [];
  const { cpu, memory, ephemeralStorageGiB, architecture } = config.server;
  const size = shortName === "search-settings" ? smallTask : { cpu, memory, ephemeralStorageGiB };
  return [
    new Step(
      `${prefix}-${shortName}`,
      {
        ...place,
        ...size,
        architecture,
        shortName,
        task,
        region: place.location.region,
        logGroup: place.logs.group("server"),
        role,
        statements: [],
        policyArns: [],
        repositoryArns: repositoriesOf(task),
        subnetIds: place.network.privateSubnetIds,
        securityGroupId: place.groups.server.id,
        timeLimitMinutes: config.steps.timeLimitMinutes,
        ...occasion,
      },
      options,
    ),
  ];
}
