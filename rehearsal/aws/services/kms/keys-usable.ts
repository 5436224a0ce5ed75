import { guide } from "../../source";
import { partitionOf } from "../../outputs";
import type { SimulatedCloud } from "../../../protocol/cloud";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { Failure } from "../../../protocol/package";
import type { Value } from "../../../protocol/wire";
import { isAllowed } from "../iam/simulation/evaluation";
import { arnOf, regionOf } from "../iam/simulation/policies";
import { statementsOf, textsOf, type Statement } from "../iam/simulation/statement";
import { ofType, refuse, type Rule } from "../../rule";
import { secretReference, secretReferences } from "../ecs/container-definitions/secret-references";
import { forStartedTasks, type StartedTask, type TaskRole } from "../ecs/container-definitions/started-task";

const keyType = "aws:kms/key:Key";

export const keysUsable: Rule = {
  name: "keys-usable",
  refuses: "a KMS key that CloudWatch Logs, or the execution role of a task with a secret under it, may not use",
  source: guide(
    "Amazon CloudWatch Logs User Guide, Encrypt log data using AWS KMS",
    "AmazonCloudWatch/latest/logs/encrypt-log-data-kms",
  ),
  graph: (node, graph, cloud) => [
    ...(node.type === "aws:cloudwatch/logGroup:LogGroup" ? logGroupFailures(node, graph, cloud) : []),
    ...secretFailures(node, graph, cloud),
  ],
};

/** The key of the program that an input names, by itself or by its alias. */
function keyOf({ urn }: ResourceNode, property: string, graph: ResourceGraph): ResourceNode | undefined {
  const sources = graph.sources(urn, property);
  const aliases = ofType(sources, "aws:kms/alias:Alias");
  const keys = [...sources, ...aliases.flatMap((alias) => graph.sources(alias.urn, "targetKeyId"))];
  return ofType(keys, keyType)[0];
}

/** What a key's policy says, and to whom it leaves the rest. */
interface KeyPolicy {
  readonly statements: readonly Statement[];
  /** Whether the account's own policies give rights to the key, as they do by the policy of a key that is given none. */
  readonly leavesToAccount: boolean;
}

/** Undefined while it is not known, and where a grant may give what no policy does. */
function policyOf(key: ResourceNode, graph: ResourceGraph): KeyPolicy | undefined {
  const of = (type: string) => graph.ofType(type).filter(({ urn }) => graph.sources(urn, "keyId").includes(key));
  if (of("aws:kms/grant:Grant").length > 0) return undefined;
  const documents: (Value | undefined)[] = [
    key.inputs?.policy ?? null,
    ...of("aws:kms/keyPolicy:KeyPolicy").map(({ inputs }) => inputs?.policy),
  ].filter((document) => document !== null);
  if (documents.some((document) => typeof document !== "string")) return undefined;
  const statements = documents.flatMap(statementsOf);
  return {
    statements: statements.flatMap((statement) => withoutAccount(statement) ?? []),
    leavesToAccount: documents.length === 0 || statements.some(isForAccount),
  };
}

/**
 * An account in a key's policy gives nobody a right by itself, but lets the account's policies do so (AWS KMS Developer
 * Guide, "Default key policy").
 */
const isAccount = (principal: string): boolean => /^\d{12}$|^arn:[^:]+:iam::\d{12}:root$/.test(principal);

const isForAccount = ({ Effect, Principal }: Statement): boolean =>
  Effect === "Allow" && typeof Principal === "object" && textsOf(Principal.AWS).some(isAccount);

function withoutAccount(statement: Statement): Statement | undefined {
  if (!isForAccount(statement) || typeof statement.Principal !== "object") return statement;
  const { AWS, ...others } = statement.Principal;
  const named = textsOf(AWS).filter((principal) => !isAccount(principal));
  const principals = { ...others, ...(named.length > 0 && { AWS: named }) };
  return Object.keys(principals).length === 0 ? undefined : { ...statement, Principal: principals };
}

/** Amazon CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS". */
const logActions = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"];

function logGroupFailures(group: ResourceNode, graph: ResourceGraph, cloud: SimulatedCloud): Failure[] {
  const key = keyOf(group, "kmsKeyId", graph);
  const policy = key && policyOf(key, graph);
  const region = regionOf(group, cloud);
  if (!policy || region === undefined) return [];
  const resource = arnOf(key, cloud) ?? `arn:${partitionOf(region)}:kms:${region}:${cloud.accountId}:key/${key.name}`;
  const services = [`logs.${region}.amazonaws.com`, `logs.${region}.amazonaws.com.cn`, "logs.amazonaws.com"];
  const missing = logActions.filter((action) =>
    services.every(
      (service) =>
        isAllowed({ identity: [], resource: policy.statements }, { action, resource, principal: { service } }) ===
        false,
    ),
  );
  return missing.length === 0
    ? []
    : refuse(
        "kmsKeyId",
        `the policy of key ${key.name} does not let ${services[0]} use it: CloudWatch Logs needs ${missing.join(", ")}`,
      );
}

/** Amazon ECS Developer Guide, "Amazon ECS task execution IAM role": kms:Decrypt for a secret under a key of one's own. */
const secretFailures = forStartedTasks((task) => {
  const role = task.role("executionRoleArn");
  if (!role) return [];
  const references = task.containers.flatMap(secretReferences).map(({ valueFrom }) => secretReference(valueFrom).arn);
  const secrets = [...new Set(references)].flatMap((arn) => task.made("aws:secretsmanager/secret:Secret", arn) ?? []);
  const keys = new Set(secrets.flatMap((secret) => keyOf(secret, "kmsKeyId", task.graph) ?? []));
  return [...keys]
    .filter((key) => mayDecrypt(role, key, task) === false)
    .map((key) => {
      const under = secrets.filter((secret) => keyOf(secret, "kmsKeyId", task.graph) === key);
      const named = under.map(({ name }) => name).join(", ");
      return `execution role ${role.name} may not kms:Decrypt with key ${key.name}, under which are the secrets ${named}`;
    });
});

function mayDecrypt(role: TaskRole, key: ResourceNode, task: StartedTask) {
  const policy = policyOf(key, task.graph);
  const resource = task.arnOf(key);
  if (!policy || resource === undefined || role.arn === undefined) return undefined;
  const identity = policy.leavesToAccount ? role.statements : [];
  const request = { action: "kms:Decrypt", resource, principal: { role: role.arn } };
  return isAllowed({ identity, resource: policy.statements }, request);
}
