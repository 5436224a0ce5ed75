import { guide } from "../../source";
import { cardOf } from "../../../cards/cards";
import type { SimulatedCloud } from "../../../protocol/cloud";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { Value } from "../../../protocol/wire";
import type { RequestContext } from "./simulation/condition";
import { isAllowed } from "./simulation/evaluation";
import { arnOf, regionOf } from "./simulation/policies";
import { statementsOf } from "./simulation/statement";
import { leaves, ofType, type Rule } from "../../rule";

export const roleTrust: Rule = {
  name: "role-trust",
  refuses: "a role whose trust policy does not let the service take it that is to",
  source: guide("IAM User Guide, Roles terms and concepts", "IAM/latest/UserGuide/id_roles_terms-and-concepts"),
  graph: (node, graph, cloud) =>
    Object.entries(cardOf(node.type)?.roles ?? {}).flatMap(([input, service]) =>
      rolesOf(node, input, graph, cloud)
        .filter((role) => !trusts(role, service, arnOf(role, cloud), contextOf(node, service, cloud)))
        .map((role) => ({
          property: input,
          reason: `${input}: role ${role.name} does not let ${service} take it: its trust policy must allow sts:AssumeRole to that service, on conditions that its requests meet`,
        })),
    ),
};

/** The role of this stack that an input names: the only one of which it is made, or the one whose ARN it is. */
function rolesOf(
  node: ResourceNode,
  input: string,
  graph: ResourceGraph,
  cloud: SimulatedCloud,
): readonly ResourceNode[] {
  const roles = ofType(graph.sources(node.urn, input.split(".")[0]!), "aws:iam/role:Role");
  const values: Value[] = leaves(node.inputs)
    .filter(({ at }) => at === input)
    .map(({ value }) => value);
  if (values.length === 0) return [];
  const named = roles.filter((role) => values.includes(arnOf(role, cloud) ?? null));
  return named.length > 0 ? named : roles.length === 1 ? roles : [];
}

/**
 * The account and the ARN that a service names when it takes a role. Of ECS the ARN tells region and account, not the cluster
 * (Amazon ECS Developer Guide, "Amazon ECS task IAM role": confused deputy).
 */
function contextOf(node: ResourceNode, service: string, cloud: SimulatedCloud): RequestContext {
  const { accountId } = cloud;
  const context: RequestContext = new Map([["aws:sourceaccount", accountId]]);
  if (service !== "ecs-tasks.amazonaws.com") return context;
  const like = `arn:*:ecs:${regionOf(node, cloud) ?? "*"}:${accountId}:*`;
  return new Map([...context, ["aws:sourcearn", { like, not: /:cluster\// }]]);
}

function trusts({ inputs }: ResourceNode, service: string, arn: string | undefined, context: RequestContext): boolean {
  const document = inputs?.assumeRolePolicy;
  if (typeof document !== "string") return true;
  const request = { action: "sts:AssumeRole", resource: arn ?? "*", principal: { service }, context };
  return isAllowed({ identity: [], resource: statementsOf(document) }, request) !== false;
}
