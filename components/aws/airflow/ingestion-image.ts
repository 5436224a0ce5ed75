import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as ecr from "@pulumi/aws/ecr";
import { Image } from "@pulumi/docker/image";
import {
  type BuildContext,
  type IngestionImageContents,
  ingestionBuildContext,
} from "../../../openmetadata/images/ingestion-dockerfile";
import { type Tags, named } from "../tags";

/** Arguments of {@link IngestionImage}. */
export interface IngestionImageArgs extends IngestionImageContents {
  /** Architecture of the task that runs it. */
  readonly architecture: "x86_64" | "arm64";
  /** KMS key of the repository; encrypted by ECR itself when absent. */
  readonly kmsKeyArn?: string;
  readonly tags: Tags;
}

/** Old images are kept for a way back; tasks name theirs by digest. */
const lifecycle = {
  rules: [
    {
      rulePriority: 1,
      description: "Keep the ten newest images",
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
      action: { type: "expire" },
    },
  ],
};

/**
 * An ingestion image with more connectors, built with Docker and kept in a repository of the stack's own. A preview
 * builds nothing. The tag follows from the content, so the same config never builds twice.
 *
 * Cost: 0.10 USD a GB and month in ECR; an ingestion image is about 2 GB.
 */
export class IngestionImage extends pulumi.ComponentResource {
  /** The image by its digest. */
  readonly reference: pulumi.Output<string>;
  readonly repositoryArn: pulumi.Output<string>;

  constructor(name: string, args: IngestionImageArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:IngestionImage", name, {}, options);
    const child = { parent: this };
    const repository = new ecr.Repository(
      name,
      {
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [
          args.kmsKeyArn === undefined
            ? { encryptionType: "AES256" }
            : { encryptionType: "KMS", kmsKey: args.kmsKeyArn },
        ],
        // An interrupted update pushes the same tag again; tasks name the image by its digest.
        imageTagMutability: "MUTABLE",
        // Images can be built again, so they do not keep a stack from being removed.
        forceDelete: true,
        tags: named(args.tags, name),
      },
      child,
    );
    new ecr.LifecyclePolicy(name, { repository: repository.name, policy: JSON.stringify(lifecycle) }, child);
    const image = builtImage(name, args, repository, child);
    this.reference = image.repoDigest;
    this.repositoryArn = repository.arn;
    this.registerOutputs({ reference: this.reference });
  }
}

function builtImage(
  name: string,
  args: IngestionImageArgs,
  repository: ecr.Repository,
  options: { readonly parent: pulumi.Resource },
): Image {
  const context = ingestionBuildContext(args);
  const tag = contentTag(context, args);
  const directory = writeBuildContext(context, tag);
  // The token is a new one in every run; the provider takes no part of a login but the server for a change.
  const token = ecr.getAuthorizationTokenOutput({ registryId: repository.registryId }, options);
  return new Image(
    name,
    {
      imageName: pulumi.interpolate`${repository.repositoryUrl}:${tag}`,
      build: {
        context: directory,
        dockerfile: `${directory}/Dockerfile`,
        platform: args.architecture === "arm64" ? "linux/arm64" : "linux/amd64",
      },
      registry: {
        server: repository.repositoryUrl.apply((url) => url.replace(/\/.*$/, "")),
        username: token.userName,
        password: pulumi.secret(token.password),
      },
    },
    { ...options, customTimeouts: { create: "60m", update: "60m" } },
  );
}

/** `1.13.6-0123456789ab`: the release, then what is built and for which architecture. */
export function contentTag(context: BuildContext, args: Pick<IngestionImageArgs, "version" | "architecture">): string {
  const content = JSON.stringify([context.Dockerfile, context["requirements.txt"], args.architecture]);
  return `${args.version}-${createHash("sha256").update(content).digest("hex").slice(0, 12)}`;
}

/**
 * Writes the build context and gives its path as the image's input. The path is relative to the project, so that it is
 * the same on every machine; a run that has no project folder, such as a rehearsal, writes to the temporary one. The SDK
 * says the word "rootDirectory" where it was told of no folder.
 */
function writeBuildContext(context: BuildContext, tag: string): string {
  const root = pulumi.runtime.getRootDirectory();
  const relative = `.cache/ingestion-image/${tag}`;
  const inProject = isAbsolute(root);
  const directory = inProject ? join(root, relative) : join(tmpdir(), "openmetadata-pulumi", tag);
  mkdirSync(directory, { recursive: true });
  for (const [file, text] of Object.entries(context)) writeFileSync(join(directory, file), text);
  return inProject ? relative : directory;
}
