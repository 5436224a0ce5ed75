import * as pulumi from "@pulumi/pulumi";
import * as iam from "@pulumi/aws/iam";
import type { IamConfig } from "../../../config/schema";
import { autonamed } from "../naming";
import { type PolicyStatement, policyDocument, serviceTrustPolicy } from "./policy-document";
import { type Tags, named } from "../tags";

/** What ECS itself needs to start the task: its secrets, its log streams and, from ECR, its images. */
export interface ExecutionPermissions {
  readonly secretArns: readonly pulumi.Input<string>[];
  /** KMS keys of one's own that hold some of them. */
  readonly kmsKeyArns: readonly string[];
  /** KMS key of these secrets, where it is not AWS's own. */
  readonly secretsKeyArn?: string;
  readonly logGroupArn: pulumi.Input<string>;
  /** ECR repositories of the task's images; none when all images are public. */
  readonly repositoryArns: readonly pulumi.Input<string>[];
  /** These repositories are pull-through caches, which the first pull fills. */
  readonly pullThrough: boolean;
  /** Secret with the login to a private registry. */
  readonly registrySecretArn?: string;
}

/**
 * Statements of an execution role. AWS's managed policy for this grants every log group and every repository of the
 * account; these name what the task uses. `ecr:GetAuthorizationToken` takes no resource but `*`.
 */
export function executionStatements(permissions: ExecutionPermissions): PolicyStatement[] {
  const { secretArns, kmsKeyArns, logGroupArn, repositoryArns } = permissions;
  const statements: PolicyStatement[] = [
    {
      sid: "WriteLogs",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [pulumi.interpolate`${logGroupArn}:log-stream:*`],
    },
  ];
  const { registrySecretArn } = permissions;
  const readable = [...secretArns, ...(registrySecretArn === undefined ? [] : [registrySecretArn])];
  if (readable.length > 0) {
    statements.push({ sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: readable });
    if (permissions.secretsKeyArn !== undefined)
      statements.push({ sid: "DecryptSecrets", actions: ["kms:Decrypt"], resources: [permissions.secretsKeyArn] });
  }
  if (kmsKeyArns.length > 0) {
    statements.push({
      sid: "DecryptExistingSecrets",
      actions: ["kms:Decrypt"],
      resources: kmsKeyArns,
      conditions: { StringLike: { "kms:ViaService": "secretsmanager.*" } },
    });
  }
  if (repositoryArns.length > 0) {
    statements.push(
      { sid: "LogInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
      {
        sid: "PullImages",
        actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        resources: repositoryArns,
      },
    );
  }
  if (permissions.pullThrough && repositoryArns.length > 0) {
    const actions = ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"];
    statements.push({ sid: "FillPullThroughCache", actions, resources: repositoryArns });
  }
  return statements;
}

/** ECS Exec: the agent in the task opens its channels to Session Manager; these actions take no resource but `*`. */
export const execCommandStatement: PolicyStatement = {
  sid: "OpenShell",
  actions: [
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  resources: ["*"],
};

/** Every request to a search domain, by method. */
export const searchActions = ["Delete", "Get", "Head", "Patch", "Post", "Put"].map((method) => `es:ESHttp${method}`);

/** Signed requests to an OpenSearch domain, with the methods that the server uses. */
export const searchStatement = (domainArn: pulumi.Input<string>): PolicyStatement => ({
  sid: "UseSearch",
  actions: searchActions,
  resources: [pulumi.interpolate`${domainArn}/*`],
});

/** What the account demands of a role; nothing where config leaves IAM's own defaults. */
export const roleDemands = ({
  permissionsBoundaryArn,
  path,
}: IamConfig): Pick<iam.RoleArgs, "path" | "permissionsBoundary"> => ({
  ...(permissionsBoundaryArn !== undefined && { permissionsBoundary: permissionsBoundaryArn }),
  ...(path !== "/" && { path }),
});

/** Arguments of {@link serviceRole} and {@link taskRole}. */
export interface ServiceRoleArgs {
  readonly description: string;
  /** Account for which the service may take the role. */
  readonly accountId: pulumi.Input<string>;
  /** Section `iam` of stack config: boundary and path. */
  readonly iam: IamConfig;
  readonly tags: Tags;
}

/** A role that a service of AWS, such as `codebuild.amazonaws.com`, takes for this account only (the confused-deputy condition). */
export function serviceRole(
  service: string,
  name: string,
  args: ServiceRoleArgs,
  options: pulumi.CustomResourceOptions,
): iam.Role {
  const assumeRolePolicy = serviceTrustPolicy(service, {
    StringEquals: { "aws:SourceAccount": args.accountId },
  });
  return new iam.Role(
    autonamed(name, 64),
    {
      description: args.description,
      assumeRolePolicy,
      ...roleDemands(args.iam),
      tags: named(args.tags, name),
    },
    options,
  );
}

/** A role that ECS takes for tasks of this account. */
export const taskRole = (name: string, args: ServiceRoleArgs, options: pulumi.CustomResourceOptions): iam.Role =>
  serviceRole("ecs-tasks.amazonaws.com", name, args, options);

/** Managed policies of a role, each named by its owner and its path, so that the order in a stack file means nothing. */
export function policyAttachments(
  name: string,
  role: iam.Role,
  policyArns: readonly string[],
  options: pulumi.CustomResourceOptions,
): iam.RolePolicyAttachment[] {
  return policyArns.map((policyArn) => {
    const owned = policyArn.replace(/^.*::/, "").replace(":policy/", "-").replaceAll("/", ".");
    return new iam.RolePolicyAttachment(`${name}-${owned}`, { role: role.name, policyArn }, options);
  });
}

/** The one inline policy of a role; none when there is nothing to allow. */
export function rolePolicies(
  name: string,
  role: iam.Role,
  statements: readonly PolicyStatement[],
  options: pulumi.CustomResourceOptions,
): iam.RolePolicy[] {
  if (statements.length === 0) return [];
  return [new iam.RolePolicy(autonamed(name, 128), { role: role.name, policy: policyDocument(statements) }, options)];
}
