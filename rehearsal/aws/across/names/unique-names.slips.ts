import * as ecs from "@pulumi/aws/ecs";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const database = "aws:rds/instance:Instance";
const cluster = "aws:ecs/cluster:Cluster";

export const slips: readonly Slip[] = [
  {
    what: "a second log group of the same name",
    type: "aws:cloudwatch/logGroup:LogGroup",
    twin: true,
  },
  {
    what: "a second Cloud Map service of the same name in a namespace",
    type: "aws:servicediscovery/service:Service",
    twin: true,
  },
  {
    what: "two listeners of a load balancer on one port",
    stack: "prod",
    type: "aws:lb/listener:Listener",
    inputs: (inputs) => ({ ...inputs, port: 443 }),
  },
  {
    what: "the same security group rule twice, with another description",
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    inputs: (inputs) => ({ ...inputs, description: "Again" }),
    twin: true,
  },
  {
    what: "two mount targets in one availability zone",
    type: "aws:ec2/subnet:Subnet",
    inputs: (inputs) => ({ ...inputs, availabilityZone: "eu-west-1a" }),
    phases: ["first preview"],
  },
  {
    what: "two databases of one identifier",
    type: database,
    inputs: (inputs) => ({ ...inputs, identifier: "Metadata" }),
    twin: true,
  },
];

export const engineSlip: EngineSlip = {
  what: "a second cluster of the same name",
  type: cluster,
  also: ({ cloud }) => new ecs.Cluster("twin", { name: String(cloud.all(cluster)[0]!.outputs.name) }),
};
