import type { SimulatedCloud } from "../cloud";
import { leaves, quoted, type Rule } from "./rule";

/** Input → the form of the identifiers that belong there; the name of an input says what it refers to. */
const expected: readonly [RegExp, RegExp, string][] = [
  [/(^|\.)vpcId$/, /^vpc-/, "a VPC"],
  [/(^|\.)(subnetId|subnetIds|subnets)$/, /^subnet-/, "a subnet"],
  [
    /(^|\.)(securityGroupId|securityGroupIds|securityGroups|vpcSecurityGroupIds|referencedSecurityGroupId|sourceSecurityGroupId)$/,
    /^sg-/,
    "a security group",
  ],
  [/(^|\.)fileSystemId$/, /^fs-/, "a file system"],
  [/(^|\.)accessPointId$/, /^fsap-/, "an access point"],
  [/(^|\.)routeTableIds?$/, /^rtb-/, "a route table"],
  [/(^|\.)natGatewayId$/, /^nat-/, "a NAT gateway"],
  [/(^|\.)allocationId$/, /^eipalloc-/, "an elastic address"],
  [/(^|\.)(executionRoleArn|taskRoleArn)$/, /^arn:[^:]+:iam::\d+:role\//, "a role"],
  [/(^|\.)targetGroupArn$/, /^arn:[^:]+:elasticloadbalancing:.*:targetgroup\//, "a target group"],
  [/(^|\.)loadBalancerArn$/, /^arn:[^:]+:elasticloadbalancing:.*:loadbalancer\//, "a load balancer"],
  [/(^|\.)listenerArn$/, /^arn:[^:]+:elasticloadbalancing:.*:listener\//, "a listener"],
  [/(^|\.)certificateArn$/, /^arn:[^:]+:(acm|iam):/, "a certificate"],
  [/(^|\.)registryArn$/, /^arn:[^:]+:servicediscovery:.*:service\//, "a Cloud Map service"],
  [/(^|\.)secretId$/, /^arn:[^:]+:secretsmanager:.*:secret:/, "a secret"],
  [/(^|\.)namespaceId$/, /^ns-/, "a Cloud Map namespace"],
];

/** What the account itself brings, or AWS. */
const ownedByAws = /^arn:[^:]+:iam::aws:/;

export const references: Rule = {
  name: "references",
  refuses: "a reference to something of the wrong kind, or to something that does not exist",
  check: ({ type, inputs, cloud }) =>
    type.startsWith("aws:")
      ? [...leaves(inputs)].flatMap(({ at, value }) => {
          const kind = expected.find(([property]) => property.test(at));
          if (!kind || typeof value !== "string" || value === "") return [];
          const [, form, what] = kind;
          if (!form.test(value)) return [{ property: at, reason: `${at} is ${quoted(value)}, which is not ${what}` }];
          return exists(value, cloud) ? [] : [{ property: at, reason: `${at}: ${value} does not exist` }];
        })
      : [],
};

const exists = (reference: string, cloud: SimulatedCloud): boolean =>
  ownedByAws.test(reference) || cloud.isGiven(reference) || cloud.knows(reference);

/** References by name, which need no ARN. */
const byName: readonly [string, string, string, RegExp?][] = [
  ["aws:rds/instance:Instance", "dbSubnetGroupName", "aws:rds/subnetGroup:SubnetGroup", /^default$/],
  ["aws:rds/instance:Instance", "parameterGroupName", "aws:rds/parameterGroup:ParameterGroup", /^default\./],
  ["aws:iam/rolePolicy:RolePolicy", "role", "aws:iam/role:Role"],
  ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role", "aws:iam/role:Role"],
  ["aws:ecs/service:Service", "cluster", "aws:ecs/cluster:Cluster", /^default$/],
  ["aws:ecs/service:Service", "taskDefinition", "aws:ecs/taskDefinition:TaskDefinition"],
  ["aws:opensearch/domainPolicy:DomainPolicy", "domainName", "aws:opensearch/domain:Domain"],
  ["aws:ecr/lifecyclePolicy:LifecyclePolicy", "repository", "aws:ecr/repository:Repository"],
];

export const namedReferences: Rule = {
  name: "named-references",
  refuses: "a name of something that does not exist",
  check: ({ type, inputs, cloud, graph }) =>
    byName.flatMap(([ofType, property, target, always]) => {
      const value = inputs[property];
      if (type !== ofType || typeof value !== "string" || always?.test(value)) return [];
      const things = [
        ...cloud.all(target).map(({ id, outputs }) => [id, outputs]),
        ...graph
          .all()
          .filter((node) => node.type === target)
          .map((node) => [node.id, node.inputs]),
      ];
      const found = things.some(
        ([id, properties]) => id === value || Object.values((properties as object | undefined) ?? {}).includes(value),
      );
      return found || cloud.isGiven(value) ? [] : [{ property, reason: `${property}: ${value} does not exist` }];
    }),
};
