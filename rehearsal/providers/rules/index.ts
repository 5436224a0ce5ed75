import type { ResourceGraph } from "../graph";
import { accessPointUsable } from "./access-points";
import { alarmMetrics } from "./alarm-metrics";
import { addressesTold } from "./addresses-told";
import { addressRanges, searchZones, zonesCovered } from "./agreement";
import { alternatives } from "./alternatives";
import { builtImages } from "./built-images";
import { connectionsOpen } from "./connections";
import { declaredInputs } from "./declared";
import { serviceDeployment, serviceMatchesTask } from "./ecs-services";
import { domainPolicies } from "./domain-policies";
import { fargateParameters, fargateSize } from "./fargate";
import { fileSystemSettings } from "./file-systems";
import { iamSettings } from "./iam-settings";
import { keysUsable } from "./keys";
import { endpointSettings } from "./endpoint-settings";
import type { SimulatedCloud, Thing } from "../cloud";
import type { Change, Failure, ResourceCall } from "../package";
import { ipv6Subnets } from "./ipv6-subnets";
import { databaseChanges, databaseSettings, parameterGroupFamily } from "./databases";
import { deletionProtection, finalSnapshot, serviceLinkedRoleInUse, stillNeeded } from "./deletions";
import { nameLengths, valueLimits } from "./limits";
import { balancerProtocols, balancerSettings, publicSubnets } from "./load-balancing";
import { logsWritable } from "./log-permissions";
import { certificateIssued, certificateProof, dnsRecords } from "./names-and-certificates";
import { execAllowed, imagesPullable, secretsReadable } from "./permissions";
import { policyDocuments } from "./policy-documents";
import { policySizes } from "./policy-sizes";
import { principals } from "./principals";
import { privateNames } from "./private-names";
import { namedReferences, references } from "./references";
import { sameRegion } from "./regions";
import { repositorySettings } from "./repositories";
import { roleTrust } from "./role-trust";
import type { Rule } from "./rule";
import { searchAllowed } from "./search-permissions";
import { routesBeforeService } from "./routes";
import { sameVpc } from "./same-vpc";
import { searchSettings } from "./search-domains";
import { secretContents } from "./secret-contents";
import { clusterSettings } from "./service-options";
import {
  listenerBeforeService,
  mountTargetsBeforeService,
  policiesBeforeService,
  secretVersionsBeforeService,
  serviceLinkedRoleBeforeDomain,
} from "./service-dependencies";
import { containerDefinitions } from "./task-definitions";
import { accessPointDirectory, taskVolumes } from "./task-volumes";
import { storageMountable } from "./storage-permissions";
import { alarmSettings, secretSize, securityGroupSettings, tags } from "./small-settings";
import { stillThere, uniqueNames } from "./unique-names";
import { vpcDns } from "./vpc-dns";
import { vpcRoutes } from "./vpc-routes";

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
  secretContents,
  keysUsable,
  logsWritable,
  fargateParameters,
  taskVolumes,
  accessPointDirectory,
  accessPointUsable,
  fileSystemSettings,
  serviceMatchesTask,
  serviceDeployment,
  clusterSettings,
  imagesPullable,
  builtImages,
  repositorySettings,
  execAllowed,
  storageMountable,
  searchAllowed,
  domainPolicies,
  roleTrust,
  iamSettings,
  principals,
  policySizes,
  connectionsOpen,
  addressesTold,
  endpointSettings,
  vpcDns,
  vpcRoutes,
  privateNames,
  zonesCovered,
  searchZones,
  addressRanges,
  sameVpc,
  balancerSettings,
  balancerProtocols,
  publicSubnets,
  ipv6Subnets,
  certificateIssued,
  certificateProof,
  dnsRecords,
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
  alarmMetrics,
  sameRegion,
  secretSize,
  securityGroupSettings,
  tags,
];

/** What is wrong with a resource that is being checked. */
export function checkProblems(call: ResourceCall): Failure[] {
  const node = call.graph.get(call.urn);
  return rules.flatMap((rule) =>
    [...(rule.check?.(call) ?? []), ...((node && rule.graph?.(node, call.graph, call.cloud)) ?? [])].map(named(rule)),
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
export const graphProblems = (graph: ResourceGraph, cloud: SimulatedCloud): { urn: string; reason: string }[] =>
  graph
    .all()
    .flatMap((node) =>
      rules.flatMap((rule) =>
        [...(rule.graph?.(node, graph, cloud) ?? []), ...(rule.whole?.(node, graph, cloud) ?? [])]
          .map(named(rule))
          .map(({ reason }) => ({ urn: node.urn, reason })),
      ),
    );

/** Each refusal says which rule it comes from, so that a person can find its reason. */
const named =
  (rule: Rule) =>
  ({ property, reason }: Failure): Failure => ({ property, reason: `${reason} [rehearsal: ${rule.name}]` });
