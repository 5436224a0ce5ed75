import { ecrImageOf } from "../../../config/ecr-registry";
import type { TaskSpec } from "../../../openmetadata/tasks/container-spec";
import { partitionOf } from "../location";

/** An image repository of Elastic Container Registry, read from an image reference. */
export interface ImageRepository {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/** The private ECR repository that an image comes from; undefined when it comes from anywhere else. */
export function imageRepositoryOf(image: string): ImageRepository | undefined {
  const found = ecrImageOf(image);
  if (!found || found.repository === "") return undefined;
  const { account, region, repository } = found;
  return { partition: partitionOf(region), region, account, name: repository };
}

export const repositoryArn = (repository: ImageRepository): string =>
  `arn:${repository.partition}:ecr:${repository.region}:${repository.account}:repository/${repository.name}`;

/** ARNs of the ECR repositories from which a task's images come, as far as the images are known when the program runs. */
export function repositoriesOf(task: TaskSpec): string[] {
  const found = task.containers.flatMap(({ image }) => {
    const repository = typeof image === "string" ? imageRepositoryOf(image) : undefined;
    return repository ? [repositoryArn(repository)] : [];
  });
  return [...new Set(found)].sort();
}
