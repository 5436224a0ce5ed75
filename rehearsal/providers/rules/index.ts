import type { SimulatedCloud, Thing } from "../cloud";
import type { ResourceGraph } from "../graph";
import type { Change, Failure, ResourceCall } from "../package";
import { alternatives } from "./alternatives";
import { databaseChanges, databaseSettings, parameterGroupFamily } from "./databases";
import { declaredInputs } from "./declared";
import { deletionProtection, finalSnapshot, serviceLinkedRoleInUse, stillNeeded } from "./deletions";
import { nameLengths, valueLimits } from "./limits";
import { logsWritable, secretsReadable } from "./permissions";
import { policyDocuments } from "./policy-documents";
import { namedReferences, references } from "./references";
import type { Rule } from "./rule";
import { searchSettings } from "./search-domains";
import {
  listenerBeforeService,
  mountTargetsBeforeService,
  policiesBeforeService,
  routesBeforeService,
  secretVersionsBeforeService,
  serviceLinkedRoleBeforeDomain,
} from "./service-dependencies";
import { alarmSettings, secretSize, securityGroupSettings, tags } from "./small-settings";
import { containerDefinitions, fargateSize } from "./task-definitions";
import { stillThere, uniqueNames } from "./unique-names";

/** Everything that a rehearsal refuses. */
export const rules: readonly Rule[] = [
  declaredInputs,
  alternatives,
  valueLimits,
  nameLengths,
  fargateSize,
  containerDefinitions,
  policyDocuments,
  references,
  namedReferences,
  listenerBeforeService,
  mountTargetsBeforeService,
  policiesBeforeService,
  secretVersionsBeforeService,
  routesBeforeService,
  serviceLinkedRoleBeforeDomain,
  secretsReadable,
  logsWritable,
  uniqueNames,
  stillThere,
  deletionProtection,
  finalSnapshot,
  serviceLinkedRoleInUse,
  stillNeeded,
  databaseSettings,
  parameterGroupFamily,
  databaseChanges,
  searchSettings,
  alarmSettings,
  secretSize,
  securityGroupSettings,
  tags,
];

/** What is wrong with a resource that is being checked. */
export function checkProblems(call: ResourceCall): Failure[] {
  const node = call.graph.get(call.urn);
  return rules.flatMap((rule) =>
    [...(rule.check?.(call) ?? []), ...((node && rule.graph?.(node, call.graph)) ?? [])].map(named(rule)),
  );
}

/** Why the account refuses to create something. */
export const creationProblems = (call: ResourceCall): Failure[] =>
  rules.flatMap((rule) => (rule.create?.(call) ?? []).map(named(rule)));

/** Why the account refuses to change something as asked. */
export const changeProblems = (call: Change): Failure[] =>
  rules.flatMap((rule) => (rule.change?.(call) ?? []).map(named(rule)));

/** Why the account refuses to delete something. */
export const deletionProblems = (thing: Thing, cloud: SimulatedCloud): Failure[] =>
  rules.flatMap((rule) => (rule.remove?.(thing, cloud) ?? []).map(named(rule)));

/** What is wrong with the graph as a whole, once the program has registered everything. */
export const graphProblems = (graph: ResourceGraph): { urn: string; reason: string }[] =>
  graph
    .all()
    .flatMap((node) =>
      rules.flatMap((rule) =>
        (rule.graph?.(node, graph) ?? []).map(named(rule)).map(({ reason }) => ({ urn: node.urn, reason })),
      ),
    );

/** Each refusal says which rule it comes from, so that a person can find its reason. */
const named =
  (rule: Rule) =>
  ({ property, reason }: Failure): Failure => ({ property, reason: `${reason} [rehearsal: ${rule.name}]` });
