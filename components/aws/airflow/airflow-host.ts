import * as pulumi from "@pulumi/pulumi";
import type * as iam from "@pulumi/aws/iam";
import type { AirflowConfig } from "../../../config/schema";
import type { TaskSpec } from "../../../openmetadata/tasks/container-spec";
import { FargateService } from "../tasks/fargate-service";
import type { PolicyStatement } from "../tasks/policy-document";
import type { SharedStorage } from "../data/shared-storage";
import type { TaskPlace } from "../tasks/task-place";
import { storageStatement } from "../tasks/task-roles";

/** Section `airflow` of a stack that runs Airflow itself. */
export type CreatedAirflowConfig = Extract<AirflowConfig, { host: "create" }>;

/** Arguments of {@link AirflowHost}. */
export interface AirflowHostArgs {
  readonly config: CreatedAirflowConfig;
  readonly place: TaskPlace;
  readonly task: TaskSpec;
  /** File system of DAGs, generated configs and logs. */
  readonly storage: SharedStorage;
  /** Task role. */
  readonly role: iam.Role;
  /** What the role may do besides mounting the storage. */
  readonly statements: readonly PolicyStatement[];
  readonly repositoryArns: readonly pulumi.Input<string>[];
  /**
   * Who runs the workflows. `LocalExecutor`: processes of the one task. Workers of their own are foreseen: they would
   * be further services with the same image, storage and secrets.
   * @default LocalExecutor
   */
  readonly executor?: "LocalExecutor";
  /** Database, and what configures it. */
  readonly startsAfter: readonly pulumi.Resource[];
}

/**
 * Airflow with the managed APIs, as one task: a replaced task finds DAGs, configs and logs on shared storage and the
 * rest in its database. A task that does not become healthy is taken back by ECS, and the update fails.
 *
 * Cost: CPU and memory of one task by the second; storage 0.30 USD a GB and month.
 */
export class AirflowHost extends pulumi.ComponentResource {
  readonly service: FargateService;
  /** File system of DAGs, generated configs and logs. */
  readonly storage: SharedStorage;

  constructor(name: string, args: AirflowHostArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:AirflowHost", name, {}, options);
    const { config, place, storage, task } = args;
    this.storage = storage;
    const group = place.groups.airflow;
    if (!group) throw new Error("A created Airflow host needs its security group.");
    const shared = task.volumes.filter((volume) => volume.kind === "shared");
    this.service = new FargateService(
      name,
      {
        ...place,
        shortName: "airflow",
        region: place.location.region,
        task,
        cpu: config.cpu,
        memory: config.memory,
        ephemeralStorageGiB: config.ephemeralStorageGiB,
        architecture: config.architecture,
        storage,
        logGroup: place.logs.group("airflow"),
        execCommand: config.execCommand,
        role: args.role,
        statements: [
          storageStatement(
            storage.fileSystemArn,
            shared.map((volume) => storage.accessPoint(volume.name).arn),
          ),
          ...args.statements,
        ],
        policyArns: config.policyArns,
        repositoryArns: args.repositoryArns,
        subnetIds: place.network.privateSubnetIds,
        securityGroupId: group.id,
        names: place.network.names,
        rollback: true,
        // Three starts that fail, which is when ECS gives up: about 12 minutes each, and none may outlast the update.
        startTimeout: "60m",
        startsAfter: [...args.startsAfter, ...place.network.egressReady, ...place.groups.rules],
      },
      { parent: this },
    );
    this.registerOutputs({ hostName: this.service.hostName });
  }
}
