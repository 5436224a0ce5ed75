import * as pulumi from "@pulumi/pulumi";
import * as ecr from "@pulumi/aws/ecr";
import {
  type IngestionImageContents,
  contentTag,
  ingestionBuildContext,
} from "../../../openmetadata/images/ingestion-dockerfile";
import { type Tags, named } from "../tags";
import { type AccountBuild, CodeBuildImage } from "./codebuild-image";
import { pushedImage } from "./docker-image";

/** Arguments of {@link IngestionImage}. */
export interface IngestionImageArgs extends IngestionImageContents {
  /** Architecture of the task that runs it. */
  readonly architecture: "x86_64" | "arm64";
  /** KMS key of the repository; encrypted by ECR itself when absent. */
  readonly kmsKeyArn?: string;
  /** What a build by CodeBuild needs; built by Docker on this machine when absent. */
  readonly inAccount?: AccountBuild;
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
 * An ingestion image with more connectors, built by Docker on this machine or by CodeBuild in the account, and kept in a
 * repository of the stack's own. A preview builds nothing. The tag follows from the content, so the same config never builds
 * twice (docs/decisions/built-images.md).
 *
 * Cost: 0.10 USD a GB and month in ECR; an ingestion image is about 2 GB.
 */
export class IngestionImage extends pulumi.ComponentResource {
  /** The image once it is pushed: by its content's tag, or by its digest where CodeBuild built it. */
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
    const context = ingestionBuildContext(args);
    const tag = contentTag(context, args.version, args.architecture);
    const { architecture, inAccount, tags } = args;
    const image = { context, tag, architecture, repository };
    this.reference = inAccount
      ? new CodeBuildImage(`${name}-build`, { ...image, ...inAccount, baseImage: args.baseImage, tags }, child)
          .reference
      : pushedImage(name, image, child).name;
    this.repositoryArn = repository.arn;
    this.registerOutputs({ reference: this.reference });
  }
}
