import * as pulumi from "@pulumi/pulumi";
import type * as iam from "@pulumi/aws/iam";
import type { CreatedAirflowConfig } from "../../../config/schema";
import type { TaskSpec } from "../../../openmetadata/tasks/container-spec";
import { FargateService, type FargateServiceArgs } from "../tasks/fargate-service";
import type { PolicyStatement } from "../tasks/policy-document";
import type { SharedStorage } from "../data/shared-storage";
import type { TaskPlace } from "../tasks/task-place";
import type { AirflowMigration } from "./airflow-migration";
import { AirflowHousekeeping, type AirflowHousekeepingArgs } from "./airflow-housekeeping";

/** A task of a split Airflow beside that of the API server, and its task role. */
interface AirflowHostPart {
  readonly task: TaskSpec;
  readonly role: iam.Role;
  /** What the role may do besides mounting the storage; nothing where the API server has the same role. */
  readonly statements: readonly PolicyStatement[];
  /** What must exist before it starts, beside what the API server's waits for. */
  readonly startsAfter: readonly pulumi.Resource[];
}

export interface AirflowHostParts {
  /** Scheduler and triggerer; runs the workflows, with the role of the API server. */
  readonly scheduler: AirflowHostPart;
  readonly dagProcessor: AirflowHostPart;
}

/** Arguments of {@link AirflowHost}. */
export interface AirflowHostArgs {
  readonly config: CreatedAirflowConfig;
  readonly place: TaskPlace;
  /** Airflow as a whole, or the API server with its gateway where there are parts. */
  readonly task: TaskSpec;
  /** What runs beside the API server where Airflow is split. */
  readonly parts?: AirflowHostParts;
  /** The task that removes what piles up, and its task role. */
  readonly housekeeping?: Pick<AirflowHousekeepingArgs, "task" | "role" | "repositoryArns">;
  /** File system of DAGs, generated configs and logs. */
  readonly storage: SharedStorage;
  /** Task role. */
  readonly role: iam.Role;
  /** What the role may do besides mounting the storage. */
  readonly statements: readonly PolicyStatement[];
  readonly repositoryArns: readonly pulumi.Input<string>[];
  /** What stops the services for another Airflow, and starts them again. */
  readonly migration: AirflowMigration;
  /** Database, schema and admin. */
  readonly startsAfter: readonly pulumi.Resource[];
}

/**
 * Airflow with the managed APIs, as one task or, split, as three: a replaced task finds DAGs, configs and logs on shared
 * storage and the rest in its database. A task that does not become healthy is taken back by ECS, and the update fails.
 *
 * Cost: CPU and memory of the tasks by the second; storage 0.30 USD a GB and month.
 */
export class AirflowHost extends pulumi.ComponentResource {
  /** The service that the server calls: all of Airflow, or the API server with its gateway. */
  readonly service: FargateService;
  /** Every service by its short name, that one first. */
  readonly services: Readonly<Record<string, FargateService>>;
  /** File system of DAGs, generated configs and logs. */
  readonly storage: SharedStorage;
  readonly housekeeping?: AirflowHousekeeping;
  /** Is there once Airflow runs, also after a migration stopped it. */
  readonly running: pulumi.Resource;

  constructor(name: string, args: AirflowHostArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:AirflowHost", name, {}, options);
    const { config, parts, role, storage, task } = args;
    this.storage = storage;
    const size = ({ cpu, memory }: { readonly cpu: number; readonly memory: number }) => ({ cpu, memory });
    this.service = this.createService(name, args, {
      ...{ shortName: "airflow", task, role, policyArns: config.policyArns },
      ...size(parts ? config.apiServer : config),
      ephemeralStorageGiB: parts ? ephemeralStorageOfParts : config.ephemeralStorageGiB,
      statements: args.statements,
      startsAfter: args.startsAfter,
      // The API server keeps nothing of its own: the new one serves before the old one goes. A scheduler may not run twice.
      rolls: parts !== undefined,
    });
    // A role that a part shares with the API server has its policies from there.
    const ofRole = (part: AirflowHostPart) => (part.role === role ? this.service.task.prerequisites : []);
    const after = (part: AirflowHostPart) => [...args.startsAfter, ...ofRole(part), ...part.startsAfter];
    this.services = {
      airflow: this.service,
      ...(parts && {
        "airflow-scheduler": this.createService(`${name}-scheduler`, args, {
          ...{ shortName: "airflow-scheduler", ...parts.scheduler, policyArns: [] },
          startsAfter: after(parts.scheduler),
          ...size(config),
          ephemeralStorageGiB: config.ephemeralStorageGiB,
        }),
        "airflow-dag-processor": this.createService(`${name}-dag-processor`, args, {
          ...{ shortName: "airflow-dag-processor", ...parts.dagProcessor, policyArns: [] },
          startsAfter: after(parts.dagProcessor),
          ...size(config.dagProcessor),
          ephemeralStorageGiB: ephemeralStorageOfParts,
        }),
      }),
    };
    const services = Object.values(this.services);
    this.running = args.migration.serves(services);
    for (const service of services) service.runsAfter([this.running]);
    this.housekeeping =
      args.housekeeping &&
      new AirflowHousekeeping(`${name}-housekeeping`, { ...args, ...args.housekeeping }, { parent: this });
    this.registerOutputs({ hostName: this.service.hostName });
  }

  private createService(name: string, args: AirflowHostArgs, own: OwnServiceArgs): FargateService {
    const { config, place, storage } = args;
    const group = place.groups.airflow;
    if (!group) throw new Error("A created Airflow host needs its security group.");
    // A role that two tasks share has its statements from the first.
    const isFirst = own.role !== args.role || own.task === args.task;
    return new FargateService(
      name,
      {
        ...place,
        ...own,
        region: place.location.region,
        architecture: config.architecture,
        storage,
        logGroup: place.logs.group("airflow"),
        execCommand: config.execCommand,
        statements: isFirst ? [storage.mountStatement(own.task), ...own.statements] : [],
        repositoryArns: args.repositoryArns,
        subnetIds: place.network.privateSubnetIds,
        securityGroupId: group.id,
        names: place.network.names,
        rollback: true,
        count: { desired: 1, setElsewhere: true, rolls: own.rolls ?? false },
        // Three starts that fail, which is when ECS gives up: about 12 minutes each, and none may outlast the update.
        startTimeout: "60m",
        startsAfter: [...own.startsAfter, ...place.network.egressReady, ...place.groups.rules],
      },
      { parent: this },
    );
  }
}

/** What the services of Airflow do not have in common. */
type OwnServiceArgs = Pick<
  FargateServiceArgs,
  "shortName" | "task" | "role" | "statements" | "policyArns" | "cpu" | "memory" | "ephemeralStorageGiB" | "startsAfter"
> & { readonly rolls?: boolean };

/** GiB that come with every task: the image is unpacked on them, and no workflow runs there. */
const ephemeralStorageOfParts = 20;
