import * as pulumi from "@pulumi/pulumi";
import * as efs from "@pulumi/aws/efs";
import type { TaskSpec, VolumeSpec } from "../../../openmetadata/tasks/container-spec";
import { policyDocument, type PolicyStatement } from "../tasks/policy-document";
import { type Tags, named } from "../tags";

/** What a client of the access points may do: never as root. */
const clientActions = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"] as const;

export type SharedVolume = Extract<VolumeSpec, { kind: "shared" }>;

/** Arguments of {@link SharedStorage}. */
export interface SharedStorageArgs {
  /** Volumes; each becomes an access point that shows one directory as one user. */
  readonly volumes: readonly SharedVolume[];
  /** Subnets of the tasks that mount it, one a zone. */
  readonly subnetIds: ReadonlyArray<pulumi.Input<string>>;
  readonly securityGroupId: pulumi.Input<string>;
  /** Roles of the tasks that may mount and write; nobody else may. */
  readonly clientRoleArns: readonly pulumi.Input<string>[];
  /** Refuse to delete the file system, and back it up daily. */
  readonly dataProtection: boolean;
  /** KMS key of the files; AWS's own when absent. */
  readonly kmsKeyArn?: string;
  readonly tags: Tags;
}

/**
 * Files that outlive a task (DAGs, generated configs, logs), on an encrypted EFS file system that answers only TLS, only
 * the clients' role and only through the access points.
 *
 * Cost: 0.30 USD a GB and month, a tenth of that for files unread for 30 days; 0.03 USD a GB read and 0.06 written.
 */
export class SharedStorage extends pulumi.ComponentResource {
  readonly fileSystemId: pulumi.Output<string>;
  readonly fileSystemArn: pulumi.Output<string>;
  /** One in each subnet; a task cannot mount before they are there. */
  readonly mountTargets: pulumi.Resource[];
  /** The file system's policy; without it a mount by role is not refused but also not limited. */
  readonly policy: pulumi.Resource;

  private readonly accessPoints: ReadonlyMap<string, efs.AccessPoint>;

  constructor(name: string, args: SharedStorageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:SharedStorage", name, {}, opts);
    const { dataProtection, tags } = args;
    const child = { parent: this };
    const fileSystem = new efs.FileSystem(
      name,
      {
        encrypted: true,
        ...(args.kmsKeyArn !== undefined && { kmsKeyId: args.kmsKeyArn }),
        // A small file system in bursting mode has almost no throughput once its credits are gone.
        throughputMode: "elastic",
        lifecyclePolicies: [{ transitionToIa: "AFTER_30_DAYS" }, { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" }],
        tags: named(tags, name),
      },
      { ...child, protect: dataProtection },
    );
    this.fileSystemId = fileSystem.id;
    this.fileSystemArn = fileSystem.arn;

    this.mountTargets = args.subnetIds.map(
      (subnetId, zone) =>
        new efs.MountTarget(
          `${name}-${zone + 1}`,
          { fileSystemId: fileSystem.id, subnetId, securityGroups: [args.securityGroupId] },
          child,
        ),
    );
    this.accessPoints = new Map(
      args.volumes.map((volume) => [
        volume.name,
        accessPoint(`${name}-${volume.name}`, fileSystem.id, volume, tags, this),
      ]),
    );
    this.policy = this.fileSystemPolicy(name, fileSystem, args.clientRoleArns);
    new efs.BackupPolicy(
      name,
      { fileSystemId: fileSystem.id, backupPolicy: { status: dataProtection ? "ENABLED" : "DISABLED" } },
      { ...child, deletedWith: fileSystem },
    );
    this.registerOutputs();
  }

  /** Access point of a volume. */
  accessPoint(name: string): efs.AccessPoint {
    const found = this.accessPoints.get(name);
    if (!found) {
      throw new Error(`the shared storage has no volume ${name}; it has ${[...this.accessPoints.keys()].join(", ")}`);
    }
    return found;
  }

  /** Mounting and writing what a task shares, through the access points of those volumes only. */
  mountStatement({ volumes }: Pick<TaskSpec, "volumes">): PolicyStatement {
    const shared = volumes.filter((volume) => volume.kind === "shared");
    return {
      sid: "MountStorage",
      actions: [...clientActions],
      resources: [this.fileSystemArn],
      conditions: {
        StringEquals: { "elasticfilesystem:AccessPointArn": shared.map(({ name }) => this.accessPoint(name).arn) },
      },
    };
  }

  private fileSystemPolicy(
    name: string,
    fileSystem: efs.FileSystem,
    clientRoleArns: readonly pulumi.Input<string>[],
  ): efs.FileSystemPolicy {
    const policy = policyDocument([
      {
        sid: "ClientsThroughAccessPoints",
        principals: { aws: clientRoleArns },
        actions: [...clientActions],
        resources: [fileSystem.arn],
        conditions: {
          StringEquals: {
            "elasticfilesystem:AccessPointArn": [...this.accessPoints.values()].map((point) => point.arn),
          },
        },
      },
      {
        sid: "NothingWithoutTls",
        effect: "Deny",
        principals: "*",
        actions: [...clientActions],
        resources: [fileSystem.arn],
        conditions: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    return new efs.FileSystemPolicy(
      name,
      { fileSystemId: fileSystem.id, policy },
      { parent: this, deletedWith: fileSystem },
    );
  }
}

function accessPoint(
  name: string,
  fileSystemId: pulumi.Input<string>,
  { directory, uid, gid, mode }: SharedVolume,
  tags: Tags,
  parent: pulumi.Resource,
): efs.AccessPoint {
  return new efs.AccessPoint(
    name,
    {
      fileSystemId,
      posixUser: { uid, gid },
      // EFS makes the directory on the first mount, and only with these.
      rootDirectory: { path: directory, creationInfo: { ownerUid: uid, ownerGid: gid, permissions: mode } },
      tags: named(tags, name),
    },
    { parent },
  );
}
