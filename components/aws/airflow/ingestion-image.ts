import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as ecr from "@pulumi/aws/ecr";
import { RegistryImage } from "@pulumi/docker/registryImage";
import { RemoteImage } from "@pulumi/docker/remoteImage";
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

/** Old images are kept for a way back. */
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
 * builds nothing. The tag follows from the content, so the same config never builds twice, and tasks name the image by it
 * (docs/decisions/built-images.md).
 *
 * Cost: 0.10 USD a GB and month in ECR; an ingestion image is about 2 GB.
 */
export class IngestionImage extends pulumi.ComponentResource {
  /** The image by its content's tag, once it is pushed. */
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
        // An interrupted update pushes the same tag again.
        imageTagMutability: "MUTABLE",
        // Images can be built again, so they do not keep a stack from being removed.
        forceDelete: true,
        tags: named(args.tags, name),
      },
      child,
    );
    new ecr.LifecyclePolicy(name, { repository: repository.name, policy: JSON.stringify(lifecycle) }, child);
    this.reference = pushedImage(name, args, repository, child).name;
    this.repositoryArn = repository.arn;
    this.registerOutputs({ reference: this.reference });
  }
}

function pushedImage(
  name: string,
  args: IngestionImageArgs,
  repository: ecr.Repository,
  options: { readonly parent: pulumi.Resource },
): RegistryImage {
  const context = ingestionBuildContext(args);
  const tag = contentTag(context, args);
  // Its repository goes with every image in it: `destroy` asks no Docker engine.
  const image = { ...options, deletedWith: repository, customTimeouts: { create: "60m" } };
  const built = new RemoteImage(
    name,
    {
      name: pulumi.interpolate`${repository.repositoryUrl}:${tag}`,
      build: {
        context: writeBuildContext(context, tag),
        platform: args.architecture === "arm64" ? "linux/arm64" : "linux/amd64",
      },
    },
    image,
  );
  const token = ecr.getAuthorizationTokenOutput({ registryId: repository.registryId }, options);
  return new RegistryImage(
    // A login of ECR ends after 12 hours and is a new one in every run. It is looked at only when an image is pushed, so each
    // image is a resource of its own: a replacement would push with the login that the state holds.
    `${name}-${tag}`,
    {
      name: built.name,
      authConfig: {
        address: repository.repositoryUrl.apply((url) => url.replace(/\/.*$/, "")),
        username: token.userName,
        password: pulumi.secret(token.password),
      },
      // Old images are the repository's matter; to delete one takes a login that is not over.
      keepRemotely: true,
    },
    { ...image, ignoreChanges: ["authConfig"] },
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
