import { accessPointUsable } from "./services/efs/access-point-usable";
import { alarmMetrics } from "./services/cloudwatch/alarm-metrics";
import { addressesTold } from "./across/environment/addresses-told";
import { addressRanges } from "./services/ec2/address-ranges";
import { searchZones } from "./services/opensearch/search-zones";
import { knownTypes } from "./across/inputs/known-types";
import { zonesCovered } from "./across/network/zones-covered";
import { alternatives } from "./across/inputs/alternatives";
import { builtImages } from "./services/ecr/built-images";
import { buildsUsable } from "./services/codebuild/builds-usable";
import { connectionsOpen } from "./across/network/connections-open";
import { declaredInputs } from "./across/inputs/declared-inputs";
import { serviceDeployment } from "./services/ecs/service-deployment";
import { serviceMatchesTask } from "./services/ecs/service-matches-task";
import { domainPolicies } from "./services/opensearch/domain-policies";
import { fargateParameters } from "./services/ecs/fargate-parameters";
import { fargateSize } from "./services/ecs/fargate-size";
import { fileSystemSettings } from "./services/efs/file-system-settings";
import { iamSettings } from "./services/iam/iam-settings";
import { keysUsable } from "./services/kms/keys-usable";
import { endpointSettings } from "./services/ec2/endpoint-settings";
import { ipv6Subnets } from "./services/ec2/ipv6-subnets";
import { databaseChanges } from "./services/rds/database-changes";
import { databaseSettings } from "./services/rds/database-settings";
import { parameterGroupFamily } from "./services/rds/parameter-group-family";
import { parameterNames } from "./services/rds/parameter-names";
import { deletionProtection } from "./across/deletion/deletion-protection";
import { finalSnapshot } from "./services/rds/final-snapshot";
import { serviceLinkedRoleInUse } from "./services/iam/service-linked-role-in-use";
import { stillNeeded } from "./across/deletion/still-needed";
import { nameLengths } from "./across/names/name-lengths";
import { valueLimits } from "./across/inputs/value-limits";
import { balancerProtocols } from "./services/lb/balancer-protocols";
import { balancerSettings } from "./services/lb/balancer-settings";
import { publicSubnets } from "./services/lb/public-subnets";
import { logsWritable } from "./across/access/logs-writable";
import { runLogsUsable } from "./across/access/run-logs-usable";
import { certificateIssued } from "./services/acm/certificate-issued";
import { certificateProof } from "./services/acm/certificate-proof";
import { dnsRecords } from "./services/route53/dns-records";
import { execAllowed } from "./across/access/exec-allowed";
import { imagesPullable } from "./across/access/images-pullable";
import { secretsReadable } from "./across/access/secrets-readable";
import { policyDocuments } from "./services/iam/policy-documents";
import { policySizes } from "./services/iam/policy-sizes";
import { principals } from "./services/iam/principals";
import { privateNames } from "./services/servicediscovery/private-names";
import { namedReferences } from "./across/references/named-references";
import { references } from "./across/references/references";
import { sameRegion } from "./across/references/same-region";
import { repositorySettings } from "./services/ecr/repository-settings";
import { roleTrust } from "./services/iam/role-trust";
import type { Rule } from "./rule";
import { bucketUsable } from "./across/access/bucket-usable";
import { searchAllowed } from "./across/access/search-allowed";
import { routesBeforeService } from "./across/order/routes-before-service";
import { sameVpc } from "./services/ec2/same-vpc";
import { searchSettings } from "./services/opensearch/search-settings";
import { secretContents } from "./services/secretsmanager/secret-contents";
import { clusterSettings } from "./services/ecs/cluster-settings";
import { listenerBeforeService } from "./across/order/listener-before-service";
import { mountTargetsBeforeService } from "./across/order/mount-targets-before-service";
import { policiesBeforeService } from "./across/order/policies-before-service";
import { secretVersionsBeforeService } from "./across/order/secret-versions-before-service";
import { serviceLinkedRoleBeforeDomain } from "./across/order/service-linked-role-before-domain";
import { oneBalancerAGroup } from "./services/lb/one-balancer-a-group";
import { containerDefinitions } from "./services/ecs/container-definitions/container-definitions";
import { accessPointDirectory } from "./services/efs/access-point-directory";
import { taskVolumes } from "./services/ecs/task-volumes";
import { storageMountable } from "./across/access/storage-mountable";
import { alarmSettings } from "./services/cloudwatch/alarm-settings";
import { secretSize } from "./services/secretsmanager/secret-size";
import { securityGroupSettings } from "./services/ec2/security-group-settings";
import { tags } from "./across/names/tags";
import { stillThere } from "./across/names/still-there";
import { uniqueNames } from "./across/names/unique-names";
import { vpcDns } from "./services/ec2/vpc-dns";
import { vpcRoutes } from "./services/ec2/vpc-routes";
import { loginPasswords } from "./across/environment/login-passwords";
import { ownDatabase } from "./across/environment/own-database";
import { keyHalves } from "./across/environment/key-halves";
import { searchMaster } from "./across/access/search-master";
import { privatePlaces } from "./across/network/private-places";
import { volumesApart } from "./across/task/volumes-apart";
import { privatePorts } from "./across/environment/private-ports";
import { heapFits } from "./across/task/heap-fits";
import { stepsAwaited } from "./across/task/steps-awaited";
import { stoppedServicesRun } from "./across/order/stopped-services-run";
import { mountsUsed } from "./across/task/mounts-used";
import { apiUrls } from "./across/environment/api-urls";
import { eventPatterns } from "./services/cloudwatch/event-patterns";
import { scheduleExpressions } from "./services/scheduler/schedule-expressions";
import { scheduleStartsTask } from "./services/scheduler/schedule-starts-task";
import { topicNames } from "./services/sns/topic-names";
import { topicPublishers } from "./services/sns/topic-publishers";

/** Everything that a rehearsal refuses. */
export const rules: readonly Rule[] = [
  knownTypes,
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
  runLogsUsable,
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
  buildsUsable,
  repositorySettings,
  execAllowed,
  storageMountable,
  searchAllowed,
  bucketUsable,
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
  oneBalancerAGroup,
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
  parameterNames,
  databaseChanges,
  searchSettings,
  alarmSettings,
  alarmMetrics,
  sameRegion,
  secretSize,
  securityGroupSettings,
  tags,
  loginPasswords,
  ownDatabase,
  keyHalves,
  searchMaster,
  privatePlaces,
  volumesApart,
  privatePorts,
  heapFits,
  stepsAwaited,
  stoppedServicesRun,
  mountsUsed,
  apiUrls,
  scheduleStartsTask,
  scheduleExpressions,
  eventPatterns,
  topicNames,
  topicPublishers,
];
