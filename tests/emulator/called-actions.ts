/** Names of services in signatures that are other names in IAM's policies. */
const prefixes: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

/** Calls of the services that speak REST: IAM's action by method and path (Service Authorization Reference). */
const restCalls: readonly [call: RegExp, action: string][] = [
  [/^es POST \/2021-01-01\/opensearch\/domain$/, "es:CreateDomain"],
  [/^es GET \/2021-01-01\/opensearch\/domain\/[^/]+\/config/, "es:DescribeDomainConfig"],
  [/^es POST \/2021-01-01\/opensearch\/domain\/[^/]+\/config/, "es:UpdateDomainConfig"],
  [/^es GET \/2021-01-01\/opensearch\/domain\/[^/]+$/, "es:DescribeDomain"],
  [/^es DELETE \/2021-01-01\/opensearch\/domain\//, "es:DeleteDomain"],
  [/^es GET \/2021-01-01\/opensearch\/compatibleVersions/, "es:GetCompatibleVersions"],
  [/^es GET \/2021-01-01\/tags/, "es:ListTags"],
  [/^es POST \/2021-01-01\/tags$/, "es:AddTags"],
  [/^es POST \/2021-01-01\/tags-removal/, "es:RemoveTags"],
  [/^elasticfilesystem POST \/2015-02-01\/file-systems$/, "elasticfilesystem:CreateFileSystem"],
  [/^elasticfilesystem GET \/2015-02-01\/file-systems(\?|$)/, "elasticfilesystem:DescribeFileSystems"],
  [/^elasticfilesystem DELETE \/2015-02-01\/file-systems\/[^/]+$/, "elasticfilesystem:DeleteFileSystem"],
  [/^elasticfilesystem PUT \S+\/policy$/, "elasticfilesystem:PutFileSystemPolicy"],
  [/^elasticfilesystem GET \S+\/policy$/, "elasticfilesystem:DescribeFileSystemPolicy"],
  [/^elasticfilesystem DELETE \S+\/policy$/, "elasticfilesystem:DeleteFileSystemPolicy"],
  [/^elasticfilesystem PUT \S+\/backup-policy$/, "elasticfilesystem:PutBackupPolicy"],
  [/^elasticfilesystem GET \S+\/backup-policy$/, "elasticfilesystem:DescribeBackupPolicy"],
  [/^elasticfilesystem PUT \S+\/lifecycle-configuration$/, "elasticfilesystem:PutLifecycleConfiguration"],
  [/^elasticfilesystem GET \S+\/lifecycle-configuration$/, "elasticfilesystem:DescribeLifecycleConfiguration"],
  [/^elasticfilesystem POST \/2015-02-01\/mount-targets$/, "elasticfilesystem:CreateMountTarget"],
  [
    /^elasticfilesystem GET \/2015-02-01\/mount-targets\/[^/]+\/security-groups/,
    "elasticfilesystem:DescribeMountTargetSecurityGroups",
  ],
  [
    /^elasticfilesystem PUT \/2015-02-01\/mount-targets\/[^/]+\/security-groups/,
    "elasticfilesystem:ModifyMountTargetSecurityGroups",
  ],
  [/^elasticfilesystem GET \/2015-02-01\/mount-targets/, "elasticfilesystem:DescribeMountTargets"],
  [/^elasticfilesystem DELETE \/2015-02-01\/mount-targets\//, "elasticfilesystem:DeleteMountTarget"],
  [/^elasticfilesystem POST \/2015-02-01\/access-points$/, "elasticfilesystem:CreateAccessPoint"],
  [/^elasticfilesystem GET \/2015-02-01\/access-points/, "elasticfilesystem:DescribeAccessPoints"],
  [/^elasticfilesystem DELETE \/2015-02-01\/access-points\//, "elasticfilesystem:DeleteAccessPoint"],
  [/^elasticfilesystem GET \/2015-02-01\/resource-tags\//, "elasticfilesystem:ListTagsForResource"],
  [/^elasticfilesystem POST \/2015-02-01\/resource-tags\//, "elasticfilesystem:TagResource"],
  [/^elasticfilesystem DELETE \/2015-02-01\/resource-tags\//, "elasticfilesystem:UntagResource"],
  [/^route53 POST \S+\/rrset\/?$/, "route53:ChangeResourceRecordSets"],
  [/^route53 GET \S+\/rrset/, "route53:ListResourceRecordSets"],
  [/^route53 GET \/2013-04-01\/change\//, "route53:GetChange"],
  [/^route53 GET \/2013-04-01\/tags\//, "route53:ListTagsForResource"],
  [/^route53 GET \/2013-04-01\/hostedzone\/[^/?]+/, "route53:GetHostedZone"],
  [/^route53 GET \/2013-04-01\/hostedzone/, "route53:ListHostedZones"],
  [/^scheduler POST \/schedules\//, "scheduler:CreateSchedule"],
  [/^scheduler PUT \/schedules\//, "scheduler:UpdateSchedule"],
  [/^scheduler GET \/schedules\//, "scheduler:GetSchedule"],
  [/^scheduler DELETE \/schedules\//, "scheduler:DeleteSchedule"],
  [/^s3 PUT \S+\?policy/, "s3:PutBucketPolicy"],
  [/^s3 GET \S+\?policy/, "s3:GetBucketPolicy"],
  [/^s3 DELETE \S+\?policy/, "s3:DeleteBucketPolicy"],
  [/^s3 PUT \S+\?lifecycle/, "s3:PutLifecycleConfiguration"],
  [/^s3 GET \S+\?lifecycle/, "s3:GetLifecycleConfiguration"],
  [/^s3 DELETE \S+\?lifecycle/, "s3:PutLifecycleConfiguration"],
  [/^s3 PUT \S+\?publicAccessBlock/, "s3:PutBucketPublicAccessBlock"],
  [/^s3 GET \S+\?publicAccessBlock/, "s3:GetBucketPublicAccessBlock"],
  [/^s3 DELETE \S+\?publicAccessBlock/, "s3:PutBucketPublicAccessBlock"],
  [/^s3 PUT \S+\?tagging/, "s3:PutBucketTagging"],
  [/^s3 GET \S+\?tagging/, "s3:GetBucketTagging"],
  [/^s3 GET \S+\?accelerate/, "s3:GetAccelerateConfiguration"],
  [/^s3 GET \S+\?acl/, "s3:GetBucketAcl"],
  [/^s3 GET \S+\?cors/, "s3:GetBucketCORS"],
  [/^s3 GET \S+\?encryption/, "s3:GetEncryptionConfiguration"],
  [/^s3 GET \S+\?location/, "s3:GetBucketLocation"],
  [/^s3 GET \S+\?logging/, "s3:GetBucketLogging"],
  [/^s3 GET \S+\?object-lock/, "s3:GetBucketObjectLockConfiguration"],
  [/^s3 GET \S+\?replication/, "s3:GetReplicationConfiguration"],
  [/^s3 GET \S+\?requestPayment/, "s3:GetBucketRequestPayment"],
  [/^s3 GET \S+\?versioning/, "s3:GetBucketVersioning"],
  [/^s3 GET \S+\?website/, "s3:GetBucketWebsite"],
  [/^s3 GET \S+\?versions/, "s3:ListBucketVersions"],
  [/^s3 PUT \/[^/?]+\/?$/, "s3:CreateBucket"],
  [/^s3 DELETE \/[^/?]+\/?$/, "s3:DeleteBucket"],
  [/^s3 (HEAD|GET) \/[^/?]+\/?(\?list-type=2|$)/, "s3:ListBucket"],
];

/** IAM's action for a call as the fault proxy names it, such as `ec2 CreateVpc`; undefined for a REST call that no line knows. */
export function actionOf(call: string): string | undefined {
  const [service = "", ...rest] = call.split(" ");
  const known = restCalls.find(([pattern]) => pattern.test(call.replace(/[?&]x-id=\w+/, "").replace(/\?$/, "")));
  if (known) return known[1];
  return rest.length === 1 ? `${prefixes[service] ?? service}:${rest[0]}` : undefined;
}

const of = (service: string, names: string): string[] => names.split(" ").map((name) => `${service}:${name}`);

/**
 * What AWS asks besides a call: tags that come with a creation, roles that are handed to a service, roles that a service
 * makes for itself, and the changes that a run on the emulator did not happen to make (Service Authorization Reference).
 */
export const besides: readonly string[] = [
  ...of(
    "iam",
    "PassRole CreateServiceLinkedRole TagRole UntagRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription PutRolePermissionsBoundary DeleteRolePermissionsBoundary",
  ),
  ...of(
    "ec2",
    "CreateTags DeleteTags ModifyVpcEndpoint ModifySecurityGroupRules ReplaceRoute RevokeSecurityGroupEgress RevokeSecurityGroupIngress AssociateRouteTable",
  ),
  ...of(
    "elasticloadbalancing",
    "AddTags RemoveTags ModifyListener ModifyLoadBalancerAttributes ModifyTargetGroup ModifyTargetGroupAttributes SetSecurityGroups SetSubnets",
  ),
  ...of(
    "rds",
    "AddTagsToResource RemoveTagsFromResource ModifyDBInstance ModifyDBParameterGroup ModifyDBSubnetGroup CreateDBSnapshot RestoreDBInstanceFromDBSnapshot DeleteDBInstanceAutomatedBackup",
  ),
  ...of("ecs", "TagResource UntagResource UpdateCluster UpdateService"),
  // runtime/steps, which runs beside the provider.
  ...of("ecs", "DescribeServices DescribeTaskDefinition DescribeTasks ListServices ListTasks RunTask StopTask"),
  ...of("rds", "DeleteDBSnapshot DescribeDBSnapshots"),
  ...of("application-autoscaling", "DescribeScalableTargets RegisterScalableTarget"),
  ...of("logs", "GetLogEvents"),
  ...of("es", "AddTags RemoveTags UpdateDomainConfig UpgradeDomain"),
  ...of("elasticfilesystem", "TagResource UntagResource UpdateFileSystem ModifyMountTargetSecurityGroups"),
  ...of("secretsmanager", "TagResource UntagResource UpdateSecret PutSecretValue RestoreSecret"),
  ...of("servicediscovery", "TagResource UntagResource UpdateService"),
  ...of("logs", "TagResource UntagResource PutRetentionPolicy CreateLogDelivery AssociateKmsKey"),
  ...of("cloudwatch", "TagResource UntagResource"),
  ...of("route53", "AssociateVPCWithHostedZone CreateHostedZone DeleteHostedZone GetHostedZone"),
  ...of("kms", "CreateGrant Decrypt DescribeKey GenerateDataKey"),
  ...of(
    "codebuild",
    "BatchGetBuilds CreateProject DeleteProject ListBuildsForProject StartBuild StopBuild UpdateProject",
  ),
  ...of("ecr", "BatchCheckLayerAvailability BatchGetImage CompleteLayerUpload CreateRepository DeleteLifecyclePolicy"),
  ...of("ecr", "DeleteRepository GetDownloadUrlForLayer"),
  ...of("ecr", "InitiateLayerUpload PutImage PutLifecyclePolicy TagResource UploadLayerPart"),
  ...of("iam", "AttachRolePolicy DetachRolePolicy"),
  ...of("s3", "DeleteBucketPolicy DeleteObject DeleteObjectVersion ListBucketVersions"),
  ...of("events", "DeleteRule PutRule PutTargets RemoveTargets TagResource UntagResource"),
  "scheduler:UpdateSchedule",
  ...of("sns", "TagResource Unsubscribe UntagResource"),
  "acm:AddTagsToCertificate",
];

/** What a preview reads in stacks that the suite does not bring up: of the account's quotas, and of a built image. */
export const besidesOfPreview: readonly string[] = [
  "servicequotas:GetServiceQuota",
  ...of("ecr", "DescribeRepositories GetAuthorizationToken GetLifecyclePolicy ListTagsForResource"),
  "codebuild:BatchGetProjects",
];

/** Whether an action changes nothing. */
export const isRead = (action: string): boolean => /:(BatchGet|Describe|Get|Head|List)/.test(action);
