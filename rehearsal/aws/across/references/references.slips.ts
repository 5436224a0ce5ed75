import type { Properties } from "../../../protocol/wire";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";
import { stepType } from "../../../protocol/steps";
import { having } from "../../testing/documents";

const account = "123456789012";
const database = "aws:rds/instance:Instance";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const service = "aws:ecs/service:Service";

const key = `arn:aws:kms:eu-west-1:${account}:key/0b8a6f52-2f3c-4a51-8f3a-6c2b1d3e4f50`;

export const slips: readonly Slip[] = [
  {
    type: stepType,
    what: "a step in a subnet that does not exist",
    inputs: having({
      networkConfiguration: { subnets: ["subnet-0123456789abcdef0"], securityGroups: [], assignPublicIp: false },
    }),
  },
  { type: database, what: "a key that does not exist", inputs: having({ kmsKeyId: key }) },
  { type: database, what: "a key's alias that does not exist", inputs: having({ kmsKeyId: "alias/absent" }) },
  { type: database, what: "a role where a key belongs", inputs: having({ kmsKeyId: key.replace("kms", "iam") }) },
  {
    type: "aws:opensearch/domain:Domain",
    what: "a domain's key that does not exist",
    inputs: having({ encryptAtRest: { enabled: true, kmsKeyId: key } }),
  },
  {
    type: "aws:cloudwatch/logGroup:LogGroup",
    what: "a key for logs that is none",
    inputs: having({ kmsKeyId: "mine" }),
  },
  {
    type: "aws:route53/record:Record",
    stack: "prod" as const,
    what: "a hosted zone that does not exist",
    inputs: having({ zoneId: "Z0000000000ABCDEFGHIJ" }),
  },
  {
    type: "aws:route53/record:Record",
    stack: "prod" as const,
    what: "a domain where a zone belongs",
    inputs: having({ zoneId: "example.com" }),
  },
  {
    type: "aws:ec2/route:Route",
    name: /public/,
    what: "a gateway that does not exist",
    inputs: having({ gatewayId: "igw-0123456789abcdef0" }),
  },
  {
    type: "aws:ec2/route:Route",
    name: /public/,
    what: "a subnet where a gateway belongs",
    inputs: having({ gatewayId: "subnet-0123456789abcdef0" }),
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
    inputs: having({ prefixListId: "pl-01234567" }),
  },
  {
    type: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    what: "a namespace in a VPC that does not exist",
    inputs: having({ vpc: "vpc-0123456789abcdef0" }),
  },
  {
    type: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    what: "a namespace in a subnet",
    inputs: having({ vpc: "subnet-0123456789abcdef0" }),
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
    inputs: having({ [property]: [`arn:aws:sns:eu-west-1:${account}:absent`] }),
  })),
  {
    type: alarm,
    stack: "prod" as const,
    what: "an action that is no ARN",
    inputs: having({ alarmActions: ["on-call"] }),
  },
  {
    type: "aws:iam/role:Role",
    what: "a boundary that does not exist",
    inputs: having({ permissionsBoundary: `arn:aws:iam::${account}:policy/absent` }),
  },
  {
    what: "a role that only an output names",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    phases: ["after up"],
    inputs: (inputs) => ({
      ...inputs,
      executionRoleArn: "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    }),
  },
  {
    what: "a subnet where a group belongs",
    type: service,
    inputs: (inputs) => ({
      ...inputs,
      networkConfiguration: { subnets: [], securityGroups: ["subnet-0123456789abcdef0"] },
    }),
  },
];

export const engineSlip: EngineSlip = {
  what: "a subnet that does not exist",
  type: service,
  props: (props) => ({ ...props, networkConfiguration: { subnets: ["subnet-0123456789abcdef0"] } }),
};
