import * as ec2 from "@pulumi/aws/ec2";
import { accountEngineMutations } from "./engine-account";
import { rewriting, type EngineMutation } from "./engine-mutation";
import { networkEngineMutations } from "./engine-network";
import { permissionMutations } from "./engine-permissions";
import { settingEngineMutations } from "./engine-settings";

const service = "aws:ecs/service:Service";
const task = "aws:ecs/taskDefinition:TaskDefinition";

/** One for each rule, to prove that the engine asks it; every other way to break it is tried on the recorded stacks (index.ts). */
export const engineMutations: readonly EngineMutation[] = [
  {
    rule: "declared-inputs",
    what: "a misspelt input",
    type: service,
    props: ({ desiredCount, ...props }) => ({ ...props, desiredCounts: desiredCount }),
  },
  {
    rule: "alternatives",
    what: "a group rule without a peer",
    type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    props: ({ cidrIpv4: _, ...props }) => props,
  },
  {
    rule: "value-limits",
    what: "a protocol that target groups do not have",
    type: "aws:lb/targetGroup:TargetGroup",
    props: (props) => ({ ...props, protocol: "HTTPX" }),
  },
  {
    rule: "name-lengths",
    what: "a balancer's name of 33 characters",
    type: "aws:lb/loadBalancer:LoadBalancer",
    props: (props) => ({ ...props, name: "a".repeat(33) }),
  },
  {
    rule: "fargate-size",
    what: "memory that this CPU does not have",
    type: task,
    props: (props) => ({ ...props, memory: "999" }),
  },
  {
    rule: "container-definitions",
    what: "no JSON",
    type: task,
    props: (props) => ({ ...props, containerDefinitions: "[{" }),
  },
  {
    rule: "policy-documents",
    what: "an action that no service has",
    type: "aws:iam/rolePolicy:RolePolicy",
    props: rewriting("policy", "secretsmanager:GetSecretValue", "secretsmanager:GetSecretValues"),
  },
  {
    rule: "references",
    what: "a subnet that does not exist",
    type: service,
    props: (props) => ({ ...props, networkConfiguration: { subnets: ["subnet-0123456789abcdef0"] } }),
  },
  {
    rule: "named-references",
    what: "a subnet group that does not exist",
    type: "aws:rds/instance:Instance",
    props: (props) => ({ ...props, dbSubnetGroupName: "absent" }),
  },
  { rule: "listener-before-service", what: "no dependency on the listener", type: service, without: /^aws:lb\// },
  {
    rule: "mount-targets-before-service",
    what: "no dependency on the mount targets",
    type: service,
    without: /^aws:efs\//,
  },
  {
    rule: "policies-before-service",
    what: "no dependency on the roles' policies",
    type: service,
    without: /^aws:iam\//,
  },
  {
    rule: "secret-versions-before-service",
    what: "no dependency on the secrets' versions",
    type: service,
    without: /^aws:secretsmanager\//,
  },
  { rule: "routes-before-service", what: "no dependency on the routes", type: service, without: /^aws:ec2\// },
  {
    rule: "service-linked-role-before-domain",
    what: "no dependency on the role",
    type: "aws:opensearch/domain:Domain",
    without: /^aws:iam\//,
  },
  {
    rule: "secrets-readable",
    what: "an execution role that may describe secrets only",
    type: "aws:iam/rolePolicy:RolePolicy",
    props: rewriting("policy", "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"),
  },
  {
    rule: "logs-writable",
    what: "an execution role that may not write logs",
    type: "aws:iam/rolePolicy:RolePolicy",
    props: rewriting("policy", "logs:PutLogEvents", "logs:DescribeLogStreams"),
  },
  {
    rule: "addresses-told",
    what: "another port than the search domain has",
    type: task,
    props: rewriting(
      "containerDefinitions",
      '"ELASTICSEARCH_PORT","value":"443"',
      '"ELASTICSEARCH_PORT","value":"9200"',
    ),
  },
  {
    rule: "fargate-parameters",
    what: "a privileged container",
    type: task,
    props: rewriting("containerDefinitions", '"essential":true', '"essential":true,"privileged":true'),
  },
  {
    rule: "task-volumes",
    what: "two volumes of one name",
    type: task,
    props: (props) => ({ ...props, volumes: [{ name: "keys" }, { name: "keys" }] }),
  },
  {
    rule: "access-point-directory",
    what: "a path without a leading slash",
    type: "aws:efs/accessPoint:AccessPoint",
    props: (props) => ({ ...props, rootDirectory: { path: "dags" } }),
  },
  {
    rule: "service-matches-task",
    what: "a target group of instances",
    type: "aws:lb/targetGroup:TargetGroup",
    props: (props) => ({ ...props, targetType: "instance" }),
  },
  {
    rule: "service-deployment",
    what: "a single task that can be neither stopped nor doubled",
    type: service,
    props: (props) => ({ ...props, deploymentMinimumHealthyPercent: 100 }),
  },
  ...permissionMutations,
  ...accountEngineMutations,
  ...settingEngineMutations,
  { rule: "connections-open", what: "no dependency on the groups' rules", type: service, without: /^aws:vpc\// },
  {
    rule: "endpoint-settings",
    what: "a gateway endpoint for a service that has none",
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    props: (props) => ({ ...props, serviceName: "com.amazonaws.eu-west-1.s33" }),
  },
  {
    rule: "zones-covered",
    what: "a database in one zone",
    type: "aws:rds/subnetGroup:SubnetGroup",
    props: (props) => ({ ...props, subnetIds: (props.subnetIds as unknown[]).slice(0, 1) }),
  },
  {
    rule: "search-zones",
    what: "two zones for one node",
    type: "aws:opensearch/domain:Domain",
    props: (props) => ({ ...props, clusterConfig: { instanceCount: 1, zoneAwarenessEnabled: true } }),
  },
  {
    rule: "address-ranges",
    what: "a VPC that is too large",
    type: "aws:ec2/vpc:Vpc",
    props: (props) => ({ ...props, cidrBlock: "10.0.0.0/8" }),
  },
  {
    rule: "same-vpc",
    what: "a target group in another VPC than its listener",
    type: "aws:lb/targetGroup:TargetGroup",
    props: (props) => ({ ...props, vpcId: new ec2.Vpc("other", { cidrBlock: "10.9.0.0/16" }).id }),
  },
  ...networkEngineMutations,
];
