import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as ecr from "@pulumi/aws/ecr";
import { RegistryImage } from "@pulumi/docker/registryImage";
import { RemoteImage } from "@pulumi/docker/remoteImage";
import type { BuildContext } from "../../../openmetadata/images/ingestion-dockerfile";

/** An image that is to be in a repository under the tag of its content. */
export interface ImageToBuild {
  readonly context: BuildContext;
  readonly tag: string;
  readonly architecture: "x86_64" | "arm64";
  readonly repository: ecr.Repository;
}

/** The image, built by Docker on this machine and pushed; its `name` is known once it is in the repository. */
export function pushedImage(
  name: string,
  { context, tag, architecture, repository }: ImageToBuild,
  options: { readonly parent: pulumi.Resource },
): RegistryImage {
  const directory = writeBuildContext(context, tag);
  // Its repository goes with every image in it: `destroy` asks no Docker engine.
  const image = { ...options, deletedWith: repository, customTimeouts: { create: "60m" } };
  const built = new RemoteImage(
    name,
    {
      name: pulumi.interpolate`${repository.repositoryUrl}:${tag}`,
      build: {
        context: directory,
        dockerfile: `${directory}/Dockerfile`,
        platform: architecture === "arm64" ? "linux/arm64" : "linux/amd64",
        // BuildKit of the engine that config names. Its other way, buildx, always asks the machine's own engine.
        useLegacyBuilder: true,
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
