import type { ResourceNode } from "../../../protocol/graph";
import type { Container } from "../../services/ecs/container-definitions/containers";
import { secretReference } from "../../services/ecs/container-definitions/secret-references";
import type { StartedTask } from "../../services/ecs/container-definitions/started-task";

/** A variable of a container: a text, or a secret by its ARN. */
export interface Told {
  readonly task: string;
  readonly container: string;
  readonly name: string;
  readonly text?: string;
  readonly secret?: string;
}

/** Every variable of a task's containers, as far as they are known. */
export const toldTo = ({ name, containers, graph }: StartedTask): readonly Told[] =>
  graph.concluded(containers, "variables", () => variablesOf(name, containers));

const variablesOf = (task: string, containers: readonly Container[]): Told[] =>
  containers.flatMap(({ name: container = "", environment = [], secrets = [] }) => {
    const at = { task, container };
    return [
      ...environment.map(({ name = "", value = "" }) => ({ ...at, name, text: value })),
      ...secrets.map(({ name = "", valueFrom = "" }) => ({ ...at, name, secret: secretReference(valueFrom).arn })),
    ];
  });

/** What the program puts into the secret of an ARN; undefined where it is not known, or not the program's. Never shown. */
export function secretValue({ graph, cloud }: StartedTask, arn: string): string | undefined {
  const secret = cloud
    .all("aws:secretsmanager/secret:Secret")
    .find(({ id, outputs }) => id === arn || outputs.arn === arn);
  const versions = graph
    .ofType("aws:secretsmanager/secretVersion:SecretVersion")
    .filter(
      (version) => secret !== undefined && isOf(version, secret.urn, secret.id, graph.sources(version.urn, "secretId")),
    );
  const text = versions.length === 1 ? versions[0]!.inputs?.secretString : undefined;
  return typeof text === "string" ? text : undefined;
}

const isOf = ({ inputs }: ResourceNode, urn: string, id: string, sources: readonly ResourceNode[]): boolean =>
  inputs?.secretId === id || sources.some((source) => source.urn === urn);

export const placeOf = ({ task, container, name }: Told): string => `${name} of container ${container} in task ${task}`;
