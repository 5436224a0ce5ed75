import type { Properties, Value } from "../../../protocol/wire";
import { objectsIn } from "../../rule";
import { having, inContainers, inStatements, replacing, without } from "./documents";
import type { Mutation } from "./mutation";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const service = "aws:ecs/service:Service";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const fileSystemPolicy = "aws:efs/fileSystemPolicy:FileSystemPolicy";
const domainPolicy = "aws:opensearch/domainPolicy:DomainPolicy";
const searchPolicies = /^aws:(iam\/rolePolicy|opensearch\/domainPolicy):/;
const bothPolicies = /^aws:(iam\/rolePolicy|efs\/fileSystemPolicy):/;

/** Documents and containers name what is yet to be created: they are unknown in a first preview. */
const slip = (rule: string, what: string, type: Mutation["type"], inputs: Mutation["inputs"]): Mutation => ({
  ...{ rule, what, type, phases: ["after up"], ...(inputs && { inputs }) },
});

/** A role's policies, or those of a file system too, that name another action instead. */
const lacking = (action: string, instead: string) => replacing("policy", action, instead);

const secrets: readonly Mutation[] = [
  slip(
    "secrets-readable",
    "an execution role that may describe secrets only",
    rolePolicy,
    lacking("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"),
  ),
  slip("secrets-readable", "secrets of a task without an execution role", task, without("executionRoleArn")),
  slip(
    "secrets-readable",
    "a role that may read every secret but those of its task",
    rolePolicy,
    inStatements(["policy"], ({ Resource, ...statement }) => ({ ...statement, NotResource: Resource })),
  ),
  slip(
    "secrets-readable",
    "a secret of the log driver that the role may not read",
    task,
    inContainers(({ logConfiguration, ...container }) => ({
      ...container,
      logConfiguration: {
        ...(logConfiguration as object),
        secretOptions: [
          { name: "token", valueFrom: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:another-a1b2c3" },
        ],
      },
    })),
  ),
  slip(
    "secrets-readable",
    "a login to a registry that the role may not read",
    task,
    inContainers((container) => ({
      ...container,
      repositoryCredentials: {
        credentialsParameter: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-a1b2c3",
      },
    })),
  ),
];

const withLogOptions = (change: (options: Record<string, string>) => object) =>
  inContainers((container) => {
    const logs = container.logConfiguration as { options: Record<string, string> };
    return { ...container, logConfiguration: { ...logs, options: change(logs.options) } };
  });

const logs: readonly Mutation[] = [
  slip(
    "logs-writable",
    "an execution role that may not write events",
    rolePolicy,
    lacking("logs:PutLogEvents", "logs:GetLogEvents"),
  ),
  slip(
    "logs-writable",
    "an execution role that may not make streams",
    rolePolicy,
    lacking("logs:CreateLogStream", "logs:DescribeLogStreams"),
  ),
  slip(
    "logs-writable",
    "an execution role that may write to the group, and not to its streams",
    rolePolicy,
    replacing("policy", ":log-stream:*", ""),
  ),
  slip(
    "logs-writable",
    "an execution role that may write to streams of another prefix",
    rolePolicy,
    replacing("policy", ":log-stream:*", ":log-stream:ecs/*"),
  ),
  slip("logs-writable", "awslogs without an execution role", task, without("executionRoleArn")),
  ...["awslogs-group", "awslogs-region", "awslogs-stream-prefix"].map((option) =>
    slip(
      "logs-writable",
      `awslogs without ${option}`,
      task,
      withLogOptions(({ [option]: _, ...options }) => options),
    ),
  ),
  slip(
    "logs-writable",
    "a log group of another region",
    task,
    withLogOptions((options) => ({ ...options, "awslogs-region": "us-east-1" })),
  ),
  slip(
    "logs-writable",
    "a log group that the driver makes without the right to",
    task,
    withLogOptions((options) => ({ ...options, "awslogs-create-group": "true" })),
  ),
  {
    ...slip("logs-writable", "a log group that is not there", "aws:cloudwatch/logGroup:LogGroup", undefined),
    absent: true,
  },
];

const images: readonly Mutation[] = [
  ...[
    ["ecr:GetAuthorizationToken", "ecr:DescribeRegistry"],
    ["ecr:BatchCheckLayerAvailability", "ecr:ListImages"],
    ["ecr:GetDownloadUrlForLayer", "ecr:ListImages"],
    ["ecr:BatchGetImage", "ecr:ListImages"],
    [":repository/", ":repository/another-"],
  ].map(([from, to]): Mutation => ({
    ...slip("images-pullable", `a mirror's images with ${to} instead of ${from}`, rolePolicy, lacking(from!, to!)),
    stack: "isolated",
  })),
  {
    ...slip("images-pullable", "a mirror's images without an execution role", task, without("executionRoleArn")),
    stack: "isolated",
  },
  slip(
    "images-pullable",
    "an image of a private registry that no policy names",
    task,
    inContainers((container) => ({ ...container, image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/server:1" })),
  ),
];

const shell: readonly Mutation[] = [
  ...["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map((action) =>
    slip(
      "exec-allowed",
      `a shell without ssmmessages:${action}`,
      rolePolicy,
      lacking(`ssmmessages:${action}`, "ssm:DescribeSessions"),
    ),
  ),
  {
    ...slip("exec-allowed", "a shell in a task without a task role", task, without("taskRoleArn")),
    phases: ["first preview", "after up"],
  },
  slip(
    "exec-allowed",
    "a shell in a task whose role has no right to it",
    service,
    having({ enableExecuteCommand: true }),
  ),
];

/** A task's volumes on EFS, changed. */
const withVolumes = (change: (efs: Properties, authorization: Properties) => Properties) => (inputs: Properties) => ({
  ...inputs,
  volumes: objectsIn(inputs.volumes).map((volume): Value => {
    const [efs] = objectsIn(volume.efsVolumeConfiguration);
    const [authorization = {}] = objectsIn(efs?.authorizationConfig);
    return efs ? { ...volume, efsVolumeConfiguration: change(efs, authorization) } : volume;
  }),
});

const airflow = /airflow/;
const storage: readonly Mutation[] = [
  ...["ClientMount", "ClientWrite"].map((action) =>
    slip(
      "storage-mountable",
      `a mount that neither policy gives ${action}`,
      bothPolicies,
      lacking(`elasticfilesystem:${action}`, "elasticfilesystem:DescribeFileSystems"),
    ),
  ),
  slip(
    "storage-mountable",
    "an access point of group 0, which neither policy gives ClientRootAccess",
    "aws:efs/accessPoint:AccessPoint",
    having({ posixUser: { uid: 50000, gid: 0 } }),
  ),
  slip(
    "storage-mountable",
    "a file system that denies what the task's role is given",
    fileSystemPolicy,
    inStatements(["policy"], ({ Condition: _, ...statement }) => ({ ...statement, Effect: "Deny" })),
  ),
  {
    ...slip("storage-mountable", "a mount as a role that the task does not have", task, without("taskRoleArn")),
    name: airflow,
  },
  {
    ...slip(
      "storage-mountable",
      "a mount without TLS of a file system that denies it",
      task,
      withVolumes((efs) => ({ ...efs, transitEncryption: "DISABLED" })),
    ),
    name: airflow,
  },
  {
    ...slip(
      "storage-mountable",
      "a mount by anyone of a file system for one role",
      task,
      withVolumes((efs, authorization) => ({ ...efs, authorizationConfig: { ...authorization, iam: "DISABLED" } })),
    ),
    name: airflow,
  },
  {
    ...slip(
      "storage-mountable",
      "a mount beside the access points of a file system that asks for one",
      task,
      withVolumes((efs) => ({ ...efs, authorizationConfig: { iam: "ENABLED" } })),
    ),
    name: airflow,
  },
];

/** The right to call the domain, changed in the domain's policy and in the role's. */
const lackingSearch = (from: string, to: string) => (inputs: Properties) =>
  replacing("accessPolicies", from, to)(replacing("policy", from, to)(inputs));

const search: readonly Mutation[] = [
  slip(
    "search-allowed",
    "a domain that denies what the server's role is given",
    domainPolicy,
    inStatements(["accessPolicies"], (statement) => ({ ...statement, Effect: "Deny" })),
  ),
  ...["Get", "Head", "Post", "Put", "Delete"].map((method) =>
    slip(
      "search-allowed",
      `a domain's master that neither policy lets ${method}`,
      searchPolicies,
      lackingSearch(`es:ESHttp${method}`, "es:DescribeDomain"),
    ),
  ),
  slip("search-allowed", "rights to another domain", searchPolicies, lackingSearch(":domain/", ":domain/another-")),
  slip("search-allowed", "a domain for a role that the task does not have", task, without("taskRoleArn")),
];

export const permissionMutations: readonly Mutation[] = [
  ...secrets,
  ...logs,
  ...images,
  ...shell,
  ...storage,
  ...search,
];
