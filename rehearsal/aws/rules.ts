import type { ResourceGraph } from "../protocol/graph";
import { accessPointUsable } from "./services/efs/access-point-usable";
import { alarmMetrics } from "./services/cloudwatch/alarm-metrics";
import { addressesTold } from "./across/addresses-told";
import { addressRanges } from "./services/ec2/address-ranges";
import { searchZones } from "./services/opensearch/search-zones";
import { zonesCovered } from "./across/zones-covered";
import { alternatives } from "./across/alternatives";
import { builtImages } from "./services/ecr/built-images";
import { connectionsOpen } from "./across/connections-open";
import { declaredInputs } from "./across/declared-inputs";
import { serviceDeployment } from "./services/ecs/service-deployment";
import { serviceMatchesTask } from "./services/ecs/service-matches-task";
import { domainPolicies } from "./services/opensearch/domain-policies";
import { fargateParameters } from "./services/ecs/fargate-parameters";
import { fargateSize } from "./services/ecs/fargate-size";
import { fileSystemSettings } from "./services/efs/file-system-settings";
import { iamSettings } from "./services/iam/iam-settings";
import { keysUsable } from "./services/kms/keys-usable";
import { endpointSettings } from "./services/ec2/endpoint-settings";
import type { SimulatedCloud, Thing } from "../protocol/cloud";
import type { Change, Failure, ResourceCall } from "../protocol/package";
import { ipv6Subnets } from "./services/ec2/ipv6-subnets";
import { databaseChanges } from "./services/rds/database-changes";
import { databaseSettings } from "./services/rds/database-settings";
import { parameterGroupFamily } from "./services/rds/parameter-group-family";
import { deletionProtection } from "./across/deletion-protection";
import { finalSnapshot } from "./services/rds/final-snapshot";
import { serviceLinkedRoleInUse } from "./services/iam/service-linked-role-in-use";
import { stillNeeded } from "./across/still-needed";
import { nameLengths } from "./across/name-lengths";
import { valueLimits } from "./across/value-limits";
import { balancerProtocols } from "./services/lb/balancer-protocols";
import { balancerSettings } from "./services/lb/balancer-settings";
import { publicSubnets } from "./services/lb/public-subnets";
import { logsWritable } from "./across/logs-writable";
import { certificateIssued } from "./services/acm/certificate-issued";
import { certificateProof } from "./services/acm/certificate-proof";
import { dnsRecords } from "./services/route53/dns-records";
import { execAllowed } from "./across/exec-allowed";
import { imagesPullable } from "./across/images-pullable";
import { secretsReadable } from "./across/secrets-readable";
import { policyDocuments } from "./services/iam/policy-documents";
import { policySizes } from "./services/iam/policy-sizes";
import { principals } from "./services/iam/principals";
import { privateNames } from "./services/servicediscovery/private-names";
import { namedReferences } from "./across/named-references";
import { references } from "./across/references";
import { sameRegion } from "./across/same-region";
import { repositorySettings } from "./services/ecr/repository-settings";
import { roleTrust } from "./services/iam/role-trust";
import type { Rule } from "./rule";
import { searchAllowed } from "./across/search-allowed";
import { routesBeforeService } from "./across/routes-before-service";
import { sameVpc } from "./services/ec2/same-vpc";
import { searchSettings } from "./services/opensearch/search-settings";
import { secretContents } from "./services/secretsmanager/secret-contents";
import { clusterSettings } from "./services/ecs/cluster-settings";
import { listenerBeforeService } from "./across/listener-before-service";
import { mountTargetsBeforeService } from "./across/mount-targets-before-service";
import { policiesBeforeService } from "./across/policies-before-service";
import { secretVersionsBeforeService } from "./across/secret-versions-before-service";
import { serviceLinkedRoleBeforeDomain } from "./across/service-linked-role-before-domain";
import { containerDefinitions } from "./services/ecs/container-definitions/container-definitions";
import { accessPointDirectory } from "./services/efs/access-point-directory";
import { taskVolumes } from "./services/ecs/task-volumes";
import { storageMountable } from "./across/storage-mountable";
import { alarmSettings } from "./services/cloudwatch/alarm-settings";
import { secretSize } from "./services/secretsmanager/secret-size";
import { securityGroupSettings } from "./services/ec2/security-group-settings";
import { tags } from "./across/tags";
import { stillThere } from "./across/still-there";
import { uniqueNames } from "./across/unique-names";
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
