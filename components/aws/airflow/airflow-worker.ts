import * as pulumi from "@pulumi/pulumi";
import type * as iam from "@pulumi/aws/iam";
import type { EcsExecutorSettings } from "../../../openmetadata/environment/ecs-executor";
import { airflowWorkerTask, workerContainer } from "../../../openmetadata/tasks/airflow-parts";
import type { AirflowTaskSettings } from "../../../openmetadata/tasks/airflow-task-settings";
import type { SharedStorage } from "../data/shared-storage";
import { FargateTask } from "../tasks/fargate-task";
import type { PolicyStatement } from "../tasks/policy-document";
import { startStatements, type TaskPlace } from "../tasks/task-place";
import type { CreatedAirflowConfig } from "../../../config/schema";

/** Arguments of {@link AirflowWorker}. */
export interface AirflowWorkerArgs {
  readonly config: CreatedAirflowConfig;
  readonly place: TaskPlace;
  readonly settings: AirflowTaskSettings;
  readonly storage: SharedStorage;
  /** Task role, which reads the sources. */
  readonly role: iam.Role;
  /** What the role may do besides mounting the storage. */
  readonly statements: readonly PolicyStatement[];
  readonly repositoryArns: readonly pulumi.Input<string>[];
}

/**
 * The task in which one run of a workflow is executed. Nothing here starts it: Airflow's scheduler does, with RunTask.
 *
 * Cost: CPU and memory by the second while a run lasts, its start and the pull of the image included; nothing at rest.
 */
export class AirflowWorker extends pulumi.ComponentResource {
  readonly task: FargateTask;
  /** What Airflow's executor gets. */
  readonly executor: EcsExecutorSettings;
  /** What the scheduler may do: run this task definition in this cluster, look at its tasks and stop them. */
  readonly schedulerStatements: readonly PolicyStatement[];

  constructor(name: string, args: AirflowWorkerArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:AirflowWorker", name, {}, options);
    const { config, place, storage } = args;
    const task = airflowWorkerTask(args.settings);
    this.task = new FargateTask(
      name,
      {
        ...place,
        task,
        cpu: config.worker.cpu,
        memory: config.worker.memory,
        ephemeralStorageGiB: config.worker.ephemeralStorageGiB,
        architecture: config.architecture,
        region: place.location.region,
        storage,
        logGroup: place.logs.group("airflow"),
        execCommand: false,
        role: args.role,
        statements: [storage.mountStatement(task), ...args.statements],
        policyArns: config.policyArns,
        repositoryArns: args.repositoryArns,
        streamPrefix: workerContainer,
      },
      { parent: this },
    );
    this.executor = {
      cluster: place.cluster.name,
      taskDefinition: this.task.definition.arn,
      container: workerContainer,
      region: place.location.region,
      subnets: pulumi.output(place.network.privateSubnetIds).apply((ids) => ids.join(",")),
      securityGroup: place.groups.airflow!.id,
    };
    this.schedulerStatements = runStatements(place, this.task, args.role);
    this.registerOutputs();
  }
}

/** What the scheduler may do: start tasks of this revision, and look at the tasks of this cluster and stop them. */
function runStatements(place: TaskPlace, { definition }: FargateTask, role: iam.Role): PolicyStatement[] {
  const { cluster, location, accountId } = place;
  const { partition, region } = location;
  return [
    ...startStatements(place, definition, role),
    {
      sid: "FollowTasks",
      actions: ["ecs:DescribeTasks", "ecs:StopTask"],
      resources: [pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}:task/${cluster.name}/*`],
      conditions: { ArnEquals: { "ecs:cluster": cluster.arn } },
    },
  ];
}
