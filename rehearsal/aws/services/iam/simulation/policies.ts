import { column } from "../../../../cards/cards";
import type { SimulatedCloud } from "../../../../protocol/cloud";
import type { ResourceGraph, ResourceNode } from "../../../../protocol/graph";
import { isProperties, type Value } from "../../../../protocol/wire";
import { ofType } from "../../../rule";
import { statementsOf, type Statement } from "./statement";

/** Statements of some documents; undefined when one of them is not known. */
const statementsOfAll = (documents: readonly (Value | undefined)[]): Statement[] | undefined =>
  documents.every((document) => typeof document === "string") ? documents.flatMap(statementsOf) : undefined;

const membersOf = (value: Value | undefined): Value[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** Whether an input refers to something, by the engine's record or by its name. */
const refersTo = (node: ResourceNode, property: string, target: ResourceNode, graph: ResourceGraph): boolean =>
  graph.sources(node.urn, property).includes(target) ||
  membersOf(node.inputs?.[property]).some((name) => typeof name === "string" && namesOf(target).includes(name));

const namesOf = ({ inputs, id, outputs }: ResourceNode): unknown[] =>
  [id, outputs?.arn, inputs?.name, inputs?.domainName, inputs?.bucket].filter((name) => typeof name === "string");

/** The documents of a role's inline policies among some resources. */
export const inlineDocuments = (
  role: ResourceNode,
  among: readonly ResourceNode[],
  graph: ResourceGraph,
): (Value | undefined)[] => [
  ...ofType(among, "aws:iam/rolePolicy:RolePolicy")
    .filter((policy) => refersTo(policy, "role", role, graph))
    .map(({ inputs }) => inputs?.policy),
  ...membersOf(role.inputs?.inlinePolicies).map((inline) => (isProperties(inline) ? inline.policy : undefined)),
];

/** The statements of a role's own policies among some resources; undefined while one is not known, or is AWS's. */
export const statementsFor = (
  role: ResourceNode,
  among: readonly ResourceNode[],
  graph: ResourceGraph,
): Statement[] | undefined =>
  graph.concluded(among, `statements of ${role.urn}`, () => statementsAmong(role, among, graph));

function statementsAmong(
  role: ResourceNode,
  among: readonly ResourceNode[],
  graph: ResourceGraph,
): Statement[] | undefined {
  const documents = inlineDocuments(role, among, graph);
  for (const [type, property] of [
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role"],
    ["aws:iam/policyAttachment:PolicyAttachment", "roles"],
  ] as const) {
    for (const attachment of ofType(among, type).filter((one) => refersTo(one, property, role, graph))) {
      const policies = ofType(graph.sources(attachment.urn, "policyArn"), "aws:iam/policy:Policy");
      // A policy that AWS keeps cannot be read here.
      documents.push(...(policies.length > 0 ? policies.map(({ inputs }) => inputs?.policy) : [undefined]));
    }
  }
  return membersOf(role.inputs?.managedPolicyArns).length > 0 ? undefined : statementsOfAll(documents);
}

/** The statements of the policy of something that the stack makes; undefined while one is not known. */
export const resourceStatements = (resource: ResourceNode, graph: ResourceGraph): Statement[] | undefined =>
  graph.concluded(resource, "statements of its policy", () =>
    statementsOfAll([
      ...membersOf(resource.inputs?.accessPolicies),
      ...column("policy").flatMap(([type, { document, of }]) =>
        of === undefined
          ? []
          : graph
              .ofType(type)
              .filter((policy) => refersTo(policy, of, resource, graph))
              .map(({ inputs }) => inputs?.[document]),
      ),
    ]),
  );

/** ARN of a resource of the stack, once it is known. */
export function arnOf({ urn, outputs }: ResourceNode, cloud: SimulatedCloud): string | undefined {
  const arn = outputs?.arn ?? cloud.madeBy(urn)?.outputs.arn;
  return typeof arn === "string" ? arn : undefined;
}

/** Region of a resource of the stack; undefined while neither that nor its ARN is known. */
export function regionOf(node: ResourceNode, cloud: SimulatedCloud): string | undefined {
  const region = node.outputs?.region ?? arnOf(node, cloud)?.split(":")[3];
  return typeof region === "string" && region !== "" ? region : undefined;
}
