import { guide } from "../../source";
import type { ResourceNode } from "../../../protocol/graph";
import { unknown, type Value } from "../../../protocol/wire";
import { ofType, parsed, quoted, type Rule } from "../../rule";
import {
  secretReference,
  secretReferences,
  type SecretReference,
} from "../ecs/container-definitions/secret-references";
import { forStartedTasks, type StartedTask } from "../ecs/container-definitions/started-task";

const current = "AWSCURRENT";

/**
 * Amazon ECS Developer Guide, "Pass Secrets Manager secrets through Amazon ECS environment variables": ECS reads the
 * version that is named and, of its JSON object, the key; a task whose secret has none of these does not start. What a
 * secret holds is never shown.
 */
export const secretContents: Rule = {
  name: "secret-contents",
  refuses: "a container secret with a key or a version that the secret does not have",
  source: guide(
    "Amazon ECS Developer Guide, Pass secrets through environment variables",
    "AmazonECS/latest/developerguide/secrets-envvar",
  ),
  graph: forStartedTasks((task) =>
    task.containers.flatMap((container) =>
      secretReferences(container).flatMap(({ name, valueFrom }) => {
        const reference = secretReference(valueFrom);
        const secret = task.made("aws:secretsmanager/secret:Secret", reference.arn);
        const versions = secret && versionsOf(secret, task);
        const problem = versions && versions.length > 0 ? problemOf(reference, versions) : undefined;
        return problem === undefined
          ? []
          : [`secret ${quoted(name)} of container ${quoted(container.name)}: ${secret!.name} ${problem}`];
      }),
    ),
  ),
};

/** The versions that the program makes before the service; none where something else makes some too. */
function versionsOf(secret: ResourceNode, { before, graph }: StartedTask): ResourceNode[] {
  const ofSecret = (type: string, among: readonly ResourceNode[]) =>
    ofType(among, type).filter(
      ({ urn, inputs }) =>
        graph.sources(urn, "secretId").includes(secret) || (secret.id !== undefined && inputs?.secretId === secret.id),
    );
  return ofSecret("aws:secretsmanager/secretRotation:SecretRotation", graph.all()).length > 0
    ? []
    : ofSecret("aws:secretsmanager/secretVersion:SecretVersion", before);
}

function problemOf({ key, stage, version }: SecretReference, versions: readonly ResourceNode[]): string | undefined {
  const wanted = stage === "" ? current : stage;
  // Which version has an identifier is known to Secrets Manager only.
  if (version !== "" || versions.some(({ inputs }) => inputs?.versionStages === unknown)) return undefined;
  const fitting = versions.filter((one) => stagesOf(one).includes(wanted));
  if (fitting.length === 0)
    return wanted === current ? undefined : `has no version at stage ${quoted(wanted)} when the service starts`;
  return key !== "" && fitting.every(({ inputs }) => lacksKey(inputs?.secretString, key))
    ? `holds no JSON object with the key ${quoted(key)}`
    : undefined;
}

/** Secrets Manager API Reference, PutSecretValue: VersionStages. */
const stagesOf = ({ inputs }: ResourceNode): Value[] => {
  const stages = inputs?.versionStages;
  return Array.isArray(stages) && stages.length > 0 ? stages : [current];
};

function lacksKey(text: Value | undefined, key: string): boolean {
  if (typeof text !== "string") return false;
  const content = parsed(text);
  return typeof content !== "object" || content === null || !Object.hasOwn(content, key);
}
