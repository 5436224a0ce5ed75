import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ecs from "@pulumi/aws/ecs";
import type * as iam from "@pulumi/aws/iam";
import type { IamConfig, ImagesConfig } from "../../../config/schema";
import type { TaskSpec, VolumeSpec } from "../../../openmetadata/tasks/container-spec";
import { registryOf } from "../../../openmetadata/images/images";
import { containerDefinitions, secretsOf, variableNames } from "./container-definitions";
import type { PolicyStatement } from "./policy-document";
import type { SecretName } from "../../../openmetadata/environment/secret-names";
import type { SecretStore } from "../secrets/secrets";
import type { SharedStorage } from "../data/shared-storage";
import { type Tags, named } from "../tags";
import { execCommandStatement, executionStatements, policyAttachments, rolePolicies, taskRole } from "./task-roles";

/** Arguments of {@link FargateTask}. */
export interface FargateTaskArgs {
  /** Containers and volumes. */
  readonly task: TaskSpec;
  /** CPU units (1024 = 1 vCPU); Fargate allows each with certain memory sizes only. */
  readonly cpu: number;
  /** Memory of the whole task, MiB. */
  readonly memory: number;
  /** Disk of the whole task, GiB; 20 come with every task. */
  readonly ephemeralStorageGiB: number;
  readonly architecture: "x86_64" | "arm64";
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** Section `images` of stack config: pull-through caches and the login to a registry. */
  readonly images: ImagesConfig;
  /** Section `iam` of stack config. */
  readonly iam: IamConfig;
  readonly secrets: SecretStore;
  /** File system of the task's shared volumes; needed when it has any. */
  readonly storage?: SharedStorage;
  readonly logGroup: cloudwatch.LogGroup;
  /** ECS Exec: a shell in the running containers. */
  readonly execCommand: boolean;
  /** Role of the program itself, made before this task since storage and search name it; absent where it asks AWS for nothing. */
  readonly role?: iam.Role;
  /** What the program itself may do in AWS; nothing when empty. */
  readonly statements: readonly PolicyStatement[];
  /** Managed policies that the program has besides. */
  readonly policyArns: readonly string[];
  /** ECR repositories of the task's images. */
  readonly repositoryArns: readonly pulumi.Input<string>[];
  /** First part of the names of the log streams. */
  readonly streamPrefix: string;
  readonly tags: Tags;
}

/**
 * A task definition on Fargate with the two roles that it runs under: the execution role reads this task's secrets,
 * writes its logs and pulls its images; the task role is what the program itself may do.
 *
 * Cost: none by itself; a running task costs its CPU and memory by the second.
 */
export class FargateTask extends pulumi.ComponentResource {
  readonly definition: ecs.TaskDefinition;
  /** Variables of each container by name, for the stack's outputs: known in every preview, and no secret. */
  readonly variables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What must exist before a task starts, though the task definition does not refer to it. */
  readonly prerequisites: pulumi.Resource[];
  /** A fingerprint for each secret that the task reads; one that changes means that running tasks are out of date. */
  readonly secretFingerprints: Record<string, pulumi.Output<string>>;

  constructor(name: string, args: FargateTaskArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:FargateTask", name, {}, options);
    const child = { parent: this };
    const { secrets, task } = args;
    const secretNames = secretsOf(task);
    this.variables = variableNames(task);
    const execution = executionRole(`${name}-execution`, args, secretNames, child);
    this.definition = new ecs.TaskDefinition(name, taskDefinitionArgs(name, args, execution.role.arn), child);
    this.prerequisites = [
      ...execution.policies,
      ...programPolicies(`${name}-task`, args, child),
      ...secrets.versions(secretNames),
      ...(args.storage ? [...args.storage.mountTargets, args.storage.policy] : []),
    ];
    this.secretFingerprints = Object.fromEntries(secretNames.map((secret) => [secret, secrets.fingerprint(secret)]));
    this.registerOutputs({ definitionArn: this.definition.arn });
  }
}

/** The role that ECS itself takes to start the task, and its policies. */
function executionRole(
  name: string,
  { accountId, iam, images, logGroup, repositoryArns, secrets, tags, task }: FargateTaskArgs,
  secretNames: readonly SecretName[],
  child: pulumi.CustomResourceOptions,
): { readonly role: iam.Role; readonly policies: iam.RolePolicy[] } {
  const description = "Starts the task: reads its secrets, writes its logs, pulls its images";
  const role = taskRole(name, { description, accountId, iam, tags }, child);
  const login = registryLogin(task, images);
  const statements = executionStatements({
    secretArns: secretNames.map((secret) => secrets.arn(secret)),
    kmsKeyArns: secrets.kmsKeyArns(secretNames),
    ...(secrets.keyArn !== undefined && { secretsKeyArn: secrets.keyArn }),
    logGroupArn: logGroup.arn,
    repositoryArns,
    pullThrough: images.pullThrough,
    ...(login && { registrySecretArn: login.secretArn }),
  });
  return { role, policies: rolePolicies(`${name}-${setMark(secretNames)}`, role, statements, child) };
}

/** What the program's own role may do; nothing where it has none. */
function programPolicies(
  name: string,
  { execCommand, policyArns, role, statements }: FargateTaskArgs,
  child: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  if (!role) return [];
  const all = [...statements, ...(execCommand ? [execCommandStatement] : [])];
  return [...rolePolicies(name, role, all, child), ...policyAttachments(name, role, policyArns, child)];
}

/**
 * Part of the policy's name, so that another set of secrets is another policy: a new one is there before the service moves to the new
 * task definition, and the old one goes at the end of `up`. Until then a lost task of the revision before starts again.
 */
const setMark = (secretNames: readonly SecretName[]): string =>
  createHash("sha256").update(secretNames.join("\n")).digest("hex").slice(0, 6);

/** The login that config gives, where one of the task's images comes from its registry. */
const registryLogin = ({ containers }: TaskSpec, { credentials }: ImagesConfig): ImagesConfig["credentials"] =>
  containers.some(({ image }) => typeof image === "string" && registryOf(image) === credentials?.registry)
    ? credentials
    : undefined;

function taskDefinitionArgs(
  name: string,
  args: FargateTaskArgs,
  executionRoleArn: pulumi.Output<string>,
): ecs.TaskDefinitionArgs {
  return {
    family: name,
    // AWS runs no revision that was deregistered: without this the way back is gone with the first update.
    skipDestroy: true,
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: String(args.cpu),
    memory: String(args.memory),
    ...(args.ephemeralStorageGiB > 20 && { ephemeralStorage: { sizeInGib: args.ephemeralStorageGiB } }),
    runtimePlatform: {
      operatingSystemFamily: "LINUX",
      cpuArchitecture: args.architecture === "arm64" ? "ARM64" : "X86_64",
    },
    executionRoleArn,
    ...(args.role && { taskRoleArn: args.role.arn }),
    volumes: [...args.task.volumes].sort((left, right) => (left.name < right.name ? -1 : 1)).map(volume(args.storage)),
    containerDefinitions: containerDefinitions({
      task: args.task,
      secretReference: (secret) => args.secrets.reference(secret),
      logGroup: args.logGroup.name,
      streamPrefix: args.streamPrefix,
      region: args.region,
      execCommand: args.execCommand,
      credentials: args.images.credentials,
    }),
    tags: named(args.tags, name),
  };
}

/** Shared volumes are reached through an access point, over TLS, as the task role. */
const volume = (storage: SharedStorage | undefined) => (spec: VolumeSpec) => {
  if (spec.kind === "ephemeral") return { name: spec.name };
  if (!storage) throw new Error(`Volume ${spec.name} is shared, but the task has no shared storage.`);
  return {
    name: spec.name,
    efsVolumeConfiguration: {
      fileSystemId: storage.fileSystemId,
      transitEncryption: "ENABLED",
      authorizationConfig: { accessPointId: storage.accessPoint(spec.name).id, iam: "ENABLED" },
    },
  };
};
