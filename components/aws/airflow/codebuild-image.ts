import * as pulumi from "@pulumi/pulumi";
import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { Project, type ProjectArgs } from "@pulumi/aws/codebuild/project";
import type * as iam from "@pulumi/aws/iam";
import type { IamConfig, ImagesConfig } from "../../../config/schema";
import { registryOf } from "../../../openmetadata/images/images";
import { autonamed } from "../naming";
import { imageRepositoryOf, repositoryArn } from "../tasks/image-repository";
import type { PolicyStatement } from "../tasks/policy-document";
import { BuiltImage } from "../tasks/step-resource";
import { executionStatements, rolePolicies, serviceRole } from "../tasks/task-roles";
import { type Tags, named } from "../tags";
import { buildspecOf, type RegistryLogin } from "./buildspec";
import type { ImageToBuild } from "./docker-image";

/** What a build in the account needs of the stack. */
export interface AccountBuild {
  /** Account whose CodeBuild may take the role. */
  readonly accountId: pulumi.Input<string>;
  /** Section `iam` of stack config: boundary and path. */
  readonly iam: IamConfig;
  /** Section `images` of stack config. */
  readonly images: ImagesConfig;
  /** Where the build's log goes, as streams `image-build/…`. */
  readonly logGroup: LogGroup;
}

/** Arguments of {@link CodeBuildImage}. */
export interface CodeBuildImageArgs extends ImageToBuild, AccountBuild {
  readonly baseImage: string;
  readonly tags: Tags;
}

const streamPrefix = "image-build";
/** Minutes of a build, and of its wait for a machine before; the step waits for both. */
const [buildMinutes, queueMinutes] = [60, 60];

/** Managed images with Docker, by architecture (AWS CodeBuild User Guide, Docker images provided by CodeBuild). */
const machines = {
  x86_64: { type: "LINUX_CONTAINER", image: "aws/codebuild/amazonlinux-x86_64-standard:5.0" },
  arm64: { type: "ARM_CONTAINER", image: "aws/codebuild/amazonlinux-aarch64-standard:3.0" },
} as const;

/**
 * An image that CodeBuild builds in the account: a project with the build's files in its buildspec, a role that may push to
 * this repository alone, and a step that starts the build when the content changes and waits for it. Builds run in AWS's own
 * network, not in the stack's VPC: they need the package index and the base image's registry.
 *
 * Cost: by the minute of 2 vCPU while it builds, some minutes an image; nothing at rest.
 */
export class CodeBuildImage extends pulumi.ComponentResource {
  /** The image by its digest. */
  readonly reference: pulumi.Output<string>;

  constructor(name: string, args: CodeBuildImageArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:CodeBuildImage", name, {}, options);
    const child = { parent: this };
    const description = "What the build of the ingestion image may do";
    const role = serviceRole("codebuild.amazonaws.com", name, { ...args, description }, child);
    const policies = rolePolicies(name, role, buildStatements(args), child);
    const project = new Project(autonamed(name, 150), projectArgs(name, args, role), child);
    const step = new BuiltImage(
      name,
      {
        step: "build-image",
        project: project.name,
        repository: args.repository.repositoryUrl,
        triggers: { content: args.tag, repository: args.repository.repositoryUrl },
        runsAtCreate: true,
        timeLimitMinutes: buildMinutes + queueMinutes + 5,
        ifItFails: "Airflow stays as it is until its image is built.",
      },
      { ...child, dependsOn: policies },
    );
    this.reference = step.image;
    this.registerOutputs({ reference: this.reference });
  }
}

function projectArgs(name: string, args: CodeBuildImageArgs, role: iam.Role): ProjectArgs {
  const login = loginOf(args);
  const { text } = buildspecOf({ context: args.context, baseImage: args.baseImage, ...(login && { login }) });
  return {
    description: "Builds the ingestion image of this stack; started by pulumi up",
    serviceRole: role.arn,
    artifacts: { type: "NO_ARTIFACTS" },
    source: { type: "NO_SOURCE", buildspec: text },
    environment: {
      ...machines[args.architecture],
      computeType: "BUILD_GENERAL1_SMALL",
      // Docker in the build's container asks for it.
      privilegedMode: true,
      environmentVariables: [
        { name: "REPOSITORY", value: args.repository.repositoryUrl },
        { name: "TAG", value: args.tag },
      ],
    },
    logsConfig: { cloudwatchLogs: { groupName: args.logGroup.name, streamName: streamPrefix } },
    buildTimeout: buildMinutes,
    queuedTimeout: queueMinutes,
    tags: named(args.tags, name),
  };
}

const loginOf = ({ images: { credentials }, baseImage }: CodeBuildImageArgs): RegistryLogin | undefined =>
  credentials?.registry === registryOf(baseImage) ? credentials : undefined;

/** To write its log, to read the base image and the login to its registry, and to push to this repository. */
function buildStatements(args: CodeBuildImageArgs): PolicyStatement[] {
  const base = imageRepositoryOf(args.baseImage);
  const login = loginOf(args);
  const logIn = { sid: "LogInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] };
  return [
    ...executionStatements({
      secretArns: [],
      kmsKeyArns: [],
      logGroupArn: args.logGroup.arn,
      repositoryArns: base ? [repositoryArn(base)] : [],
      pullThrough: args.images.pullThrough,
      ...(login && { registrySecretArn: login.secretArn }),
    }),
    ...(base ? [] : [logIn]),
    {
      sid: "PushImage",
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      resources: [args.repository.arn],
    },
  ];
}
