import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const route = "aws:ec2/route:Route";
const record = "aws:route53/record:Record";
const database = "aws:rds/instance:Instance";

export const slips: readonly Slip[] = [
  {
    what: "a route that leads nowhere",
    type: route,
    name: /private/,
    inputs: ({ natGatewayId: _, ...inputs }) => inputs,
  },
  {
    what: "a route with two targets",
    type: route,
    name: /public/,
    inputs: (inputs) => ({ ...inputs, natGatewayId: "nat-0123456789abcdef0" }),
  },
  {
    what: "a route to nowhere in particular",
    type: route,
    name: /public/,
    inputs: ({ destinationCidrBlock: _, ...inputs }) => inputs,
  },
  {
    what: "an alias with a time to live",
    stack: "prod",
    type: record,
    says: /ttl/,
    inputs: (inputs) => ({
      ...inputs,
      ...(inputs.aliases ? { ttl: 300 } : { aliases: [{ name: "a", zoneId: "Z1" }] }),
    }),
  },
  {
    what: "a record of nothing",
    stack: "prod",
    type: record,
    says: /exactly one of aliases, records/,
    inputs: ({ aliases: _a, records: _r, ...inputs }) => inputs,
  },
  {
    what: "a time to live without records",
    stack: "prod",
    type: record,
    says: /ttl also needs records/,
    inputs: ({ records: _, ...inputs }) => ({ ...inputs, ttl: 60 }),
  },
  {
    what: "two statistics of one alarm",
    stack: "prod",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    inputs: (inputs) => ({ ...inputs, statistic: "Average", extendedStatistic: "p95" }),
  },
  {
    what: "a balancer without subnets",
    type: "aws:lb/loadBalancer:LoadBalancer",
    inputs: ({ subnets: _, ...inputs }) => inputs,
  },
  {
    what: "a database with two master passwords",
    type: database,
    inputs: (inputs) => ({ ...inputs, password: "long-enough", manageMasterUserPassword: true }),
  },
];

export const engineSlip: EngineSlip = {
  what: "a group rule without a peer",
  type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  props: ({ cidrIpv4: _, ...props }) => props,
};
