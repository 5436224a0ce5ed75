import type { ResourceGraph } from "../protocol/graph";
import { accessPointUsable } from "./services/efs/access-points";
import { alarmMetrics } from "./services/cloudwatch/alarm-metrics";
import { addressesTold } from "./across/addresses-told";
import { addressRanges, searchZones, zonesCovered } from "./across/agreement";
import { alternatives } from "./across/alternatives";
import { builtImages } from "./services/ecr/built-images";
import { connectionsOpen } from "./across/connections";
import { declaredInputs } from "./across/declared";
import { serviceDeployment, serviceMatchesTask } from "./services/ecs/ecs-services";
import { domainPolicies } from "./services/opensearch/domain-policies";
import { fargateParameters, fargateSize } from "./services/ecs/fargate";
import { fileSystemSettings } from "./services/efs/file-systems";
import { iamSettings } from "./services/iam/iam-settings";
import { keysUsable } from "./services/kms/keys";
import { endpointSettings } from "./services/ec2/endpoint-settings";
import type { SimulatedCloud, Thing } from "../protocol/cloud";
import type { Change, Failure, ResourceCall } from "../protocol/package";
import { ipv6Subnets } from "./services/ec2/ipv6-subnets";
import { databaseChanges, databaseSettings, parameterGroupFamily } from "./services/rds/databases";
import { deletionProtection, finalSnapshot, serviceLinkedRoleInUse, stillNeeded } from "./across/deletions";
import { nameLengths, valueLimits } from "./across/limits";
import { balancerProtocols, balancerSettings, publicSubnets } from "./services/lb/load-balancing";
import { logsWritable } from "./across/log-permissions";
import { certificateIssued, certificateProof, dnsRecords } from "./across/names-and-certificates";
import { execAllowed, imagesPullable, secretsReadable } from "./across/permissions";
import { policyDocuments } from "./services/iam/policy-documents";
import { policySizes } from "./services/iam/policy-sizes";
import { principals } from "./services/iam/principals";
import { privateNames } from "./services/servicediscovery/private-names";
import { namedReferences, references } from "./across/references";
import { sameRegion } from "./across/regions";
import { repositorySettings } from "./services/ecr/repositories";
import { roleTrust } from "./services/iam/role-trust";
import type { Rule } from "./rule";
import { searchAllowed } from "./across/search-permissions";
import { routesBeforeService } from "./across/routes-before-service";
import { sameVpc } from "./services/ec2/same-vpc";
import { searchSettings } from "./services/opensearch/search-domains";
import { secretContents } from "./services/secretsmanager/secret-contents";
import { clusterSettings } from "./services/ecs/service-options";
import {
  listenerBeforeService,
  mountTargetsBeforeService,
  policiesBeforeService,
  secretVersionsBeforeService,
  serviceLinkedRoleBeforeDomain,
} from "./across/service-dependencies";
import { containerDefinitions } from "./services/ecs/task-definitions";
import { accessPointDirectory, taskVolumes } from "./services/ecs/task-volumes";
import { storageMountable } from "./across/storage-permissions";
import { alarmSettings, secretSize, securityGroupSettings, tags } from "./across/small-settings";
import { stillThere, uniqueNames } from "./across/unique-names";
import { vpcDns } from "./services/ec2/vpc-dns";
import { vpcRoutes } from "./services/ec2/vpc-routes";

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
