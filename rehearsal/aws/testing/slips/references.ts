import type { Properties } from "../../../protocol/wire";
import { refusedBy, type Mutation } from "./mutation";

const set = (change: Properties) => (inputs: Properties) => ({ ...inputs, ...change });
const account = "123456789012";
const key = `arn:aws:kms:eu-west-1:${account}:key/0b8a6f52-2f3c-4a51-8f3a-6c2b1d3e4f50`;
const database = "aws:rds/instance:Instance";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";

const absent = refusedBy("references", [
  { type: database, what: "a key that does not exist", inputs: set({ kmsKeyId: key }) },
  { type: database, what: "a key's alias that does not exist", inputs: set({ kmsKeyId: "alias/absent" }) },
  { type: database, what: "a role where a key belongs", inputs: set({ kmsKeyId: key.replace("kms", "iam") }) },
  {
    type: "aws:opensearch/domain:Domain",
    what: "a domain's key that does not exist",
    inputs: set({ encryptAtRest: { enabled: true, kmsKeyId: key } }),
  },
  { type: "aws:cloudwatch/logGroup:LogGroup", what: "a key for logs that is none", inputs: set({ kmsKeyId: "mine" }) },
  {
    type: "aws:route53/record:Record",
    stack: "prod" as const,
    what: "a hosted zone that does not exist",
    inputs: set({ zoneId: "Z0000000000ABCDEFGHIJ" }),
  },
  {
    type: "aws:route53/record:Record",
    stack: "prod" as const,
    what: "a domain where a zone belongs",
    inputs: set({ zoneId: "example.com" }),
  },
  {
    type: "aws:ec2/route:Route",
    name: /public/,
    what: "a gateway that does not exist",
    inputs: set({ gatewayId: "igw-0123456789abcdef0" }),
  },
  {
    type: "aws:ec2/route:Route",
    name: /public/,
    what: "a subnet where a gateway belongs",
    inputs: set({ gatewayId: "subnet-0123456789abcdef0" }),
  },
  ...Object.entries({
    transitGatewayId: "tgw",
    vpcPeeringConnectionId: "pcx",
    networkInterfaceId: "eni",
    vpcEndpointId: "vpce",
    natGatewayId: "nat",
  }).map(([property, prefix]) => ({
    type: "aws:ec2/route:Route",
    name: /private/,
    what: `${property} of something that does not exist`,
    inputs: ({ natGatewayId: _, ...inputs }: Properties) => ({ ...inputs, [property]: `${prefix}-0123456789abcdef0` }),
  })),
  {
    type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    name: /s3/,
    stack: "isolated" as const,
    what: "a prefix list that does not exist",
    inputs: set({ prefixListId: "pl-01234567" }),
  },
  {
    type: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    what: "a namespace in a VPC that does not exist",
    inputs: set({ vpc: "vpc-0123456789abcdef0" }),
  },
  {
    type: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    what: "a namespace in a subnet",
    inputs: set({ vpc: "subnet-0123456789abcdef0" }),
  },
  {
    type: "aws:servicediscovery/service:Service",
    what: "a namespace that does not exist",
    inputs: (inputs: Properties) => ({
      ...inputs,
      dnsConfig: { ...(inputs.dnsConfig as Properties), namespaceId: "ns-0123456789abcdef" },
    }),
  },
  ...["alarmActions", "okActions"].map((property) => ({
    type: alarm,
    stack: "prod" as const,
    what: `${property} that tell a topic that does not exist`,
    inputs: set({ [property]: [`arn:aws:sns:eu-west-1:${account}:absent`] }),
  })),
  { type: alarm, stack: "prod" as const, what: "an action that is no ARN", inputs: set({ alarmActions: ["on-call"] }) },
  {
    type: "aws:iam/role:Role",
    what: "a boundary that does not exist",
    inputs: set({ permissionsBoundary: `arn:aws:iam::${account}:policy/absent` }),
  },
]);

/** Texts that stand among the inputs of the thing that is named, and are not its name. */
const misnamed = refusedBy("named-references", [
  {
    type: database,
    what: "a subnet group by its description",
    inputs: set({ dbSubnetGroupName: "Private subnets of the database" }),
  },
  { type: database, what: "a parameter group by its family", inputs: set({ parameterGroupName: "postgres16" }) },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    name: /server-task/,
    what: "a role by its description",
    inputs: set({ role: "What the server may do" }),
  },
  { type: "aws:ecs/service:Service", what: "a cluster that does not exist", inputs: set({ cluster: "absent" }) },
  {
    type: "aws:ecs/service:Service",
    what: "a task definition by its CPU",
    inputs: set({ taskDefinition: "1024" }),
  },
  {
    type: "aws:opensearch/domainPolicy:DomainPolicy",
    what: "a domain by its engine",
    inputs: set({ domainName: "OpenSearch_2.19" }),
  },
]);

export const referenceMutations: readonly Mutation[] = [...absent, ...misnamed];
