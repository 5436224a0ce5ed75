import * as pulumi from "@pulumi/pulumi";
import type * as iam from "@pulumi/aws/iam";
// The service itself loads its other types with it.
import { Schedule } from "@pulumi/aws/scheduler/schedule";
import { housekeepingContainer } from "../../../openmetadata/tasks/airflow-housekeeping";
import type { TaskSpec } from "../../../openmetadata/tasks/container-spec";
import type { SharedStorage } from "../data/shared-storage";
import { FargateTask } from "../tasks/fargate-task";
import { startStatements, type TaskPlace } from "../tasks/task-place";
import { rolePolicies, serviceRole } from "../tasks/task-roles";
import type { CreatedAirflowConfig } from "../../../config/schema";

/** Arguments of {@link AirflowHousekeeping}. */
export interface AirflowHousekeepingArgs {
  readonly config: CreatedAirflowConfig;
  readonly place: TaskPlace;
  readonly task: TaskSpec;
  readonly storage: SharedStorage;
  /** Task role; it may mount the storage and nothing else. */
  readonly role: iam.Role;
  readonly repositoryArns: readonly pulumi.Input<string>[];
  /** What made the schema of Airflow's database. */
  readonly startsAfter: readonly pulumi.Resource[];
}

/** CPU units and MiB: Airflow's commands take half a GiB, and nobody waits for them. */
const size = { cpu: 512, memory: 2048, ephemeralStorageGiB: 20 } as const;

/**
 * A schedule that starts a task which removes what piles up in Airflow. The schedule only starts it: to hear of
 * a failure, listen to the task (`TaskFailures`). AWS starts it again, for up to a day, where ECS has no room.
 *
 * Cost: half a vCPU and 2 GiB for the minutes that a run takes; schedules are free up to 14 million starts a month.
 */
export class AirflowHousekeeping extends pulumi.ComponentResource {
  readonly task: FargateTask;

  constructor(name: string, args: AirflowHousekeepingArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:AirflowHousekeeping", name, {}, options);
    const { config, place, storage, task } = args;
    this.task = new FargateTask(
      name,
      {
        ...place,
        ...size,
        ...{ task, storage, role: args.role, repositoryArns: args.repositoryArns },
        architecture: config.architecture,
        region: place.location.region,
        logGroup: place.logs.group("airflow"),
        execCommand: false,
        statements: [storage.mountStatement(task)],
        policyArns: [],
        streamPrefix: housekeepingContainer,
      },
      { parent: this },
    );
    this.createSchedule(name, args);
    this.registerOutputs();
  }

  /** The role with which the schedule starts the task. */
  private createStarter(name: string, place: TaskPlace, role: iam.Role) {
    const description = "Starts the housekeeping of Airflow";
    const starter = serviceRole("scheduler.amazonaws.com", name, { ...place, description }, { parent: this });
    const statements = startStatements(place, this.task.definition, role);
    return { starter, policies: rolePolicies(name, starter, statements, { parent: this }) };
  }

  private createSchedule(name: string, { config, place, role, startsAfter }: AirflowHousekeepingArgs): void {
    const { cluster, network } = place;
    const { starter, policies } = this.createStarter(`${name}-start`, place, role);
    new Schedule(
      name,
      {
        description: "Removes old rows, old logs and DAGs of deleted pipelines from Airflow",
        scheduleExpression: config.housekeeping.schedule,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: cluster.arn,
          roleArn: starter.arn,
          ecsParameters: {
            taskDefinitionArn: this.task.definition.arn,
            launchType: "FARGATE",
            networkConfiguration: {
              subnets: network.privateSubnetIds,
              securityGroups: [place.groups.airflow!.id],
              assignPublicIp: false,
            },
          },
        },
      },
      {
        parent: this,
        dependsOn: [
          ...policies,
          ...this.task.prerequisites,
          ...startsAfter,
          ...network.egressReady,
          ...place.groups.rules,
        ],
      },
    );
  }
}
