import type { Container } from "./containers";

/** What a container's secret refers to. */
export interface SecretReference {
  readonly arn: string;
  /** Of a secret in Secrets Manager: the member of its JSON object, and which of its versions; empty for the usual. */
  readonly key: string;
  readonly stage: string;
  readonly version: string;
}

const ofSecretsManager = /^arn:[^:]*:secretsmanager:/;

/** Parts of a secret's ARN, and how many more ECS takes together: json-key:version-stage:version-id. */
const [ownParts, moreParts] = [7, 3];

/**
 * Amazon ECS Developer Guide, "Pass Secrets Manager secrets through Amazon ECS environment variables": the ARN, or the
 * ARN with all three of a key, a stage and an identifier, each of which may be empty.
 */
export function secretReference(valueFrom: string): SecretReference {
  const parts = valueFrom.split(":");
  if (!ofSecretsManager.test(valueFrom)) return { arn: valueFrom, key: "", stage: "", version: "" };
  const [key = "", stage = "", version = ""] = parts.slice(ownParts);
  return { arn: parts.slice(0, ownParts).join(":"), key, stage, version };
}

/** What is wrong with the form of a reference, as the end of a sentence about the secret. */
export function referenceProblem(valueFrom: string): string | undefined {
  if (!/^arn:|^[\w./-]+$/.test(valueFrom)) return "must have an ARN or a parameter name in valueFrom";
  if (!ofSecretsManager.test(valueFrom)) return undefined;
  const count = valueFrom.split(":").length;
  if (count !== ownParts && count !== ownParts + moreParts)
    return "must have the secret's ARN in valueFrom, or the ARN with :json-key:version-stage:version-id and all three colons";
  const { stage, version } = secretReference(valueFrom);
  return stage !== "" && version !== "" ? "has a version's stage as well as its identifier in valueFrom" : undefined;
}

/** Everything that a container, or its log driver, is to be handed at its start. */
export const secretReferences = ({ secrets = [], logConfiguration }: Container) =>
  [...secrets, ...(logConfiguration?.secretOptions ?? [])].flatMap(({ name = "", valueFrom }) =>
    typeof valueFrom === "string" ? [{ name, valueFrom }] : [],
  );
