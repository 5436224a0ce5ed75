import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

export const slips: readonly Slip[] = [
  ...(["dev", "isolated", "prod"] as const).map((stack): Slip => ({
    what: "a gateway endpoint for a service that has none",
    stack,
    type: endpoint,
    name: /-s3$/,
    inputs: (inputs) => ({ ...inputs, serviceName: "com.amazonaws.eu-west-1.s33" }),
  })),
  {
    what: "an interface endpoint with route tables",
    says: /routeTableIds/,
    type: endpoint,
    name: /-s3$/,
    inputs: (inputs) => ({ ...inputs, vpcEndpointType: "Interface" }),
  },
  {
    what: "gateway endpoints with private DNS",
    says: /privateDnsEnabled/,
    stack: "isolated",
    type: endpoint,
    name: /-logs$/,
    inputs: (inputs) => ({ ...inputs, vpcEndpointType: "Gateway" }),
  },
  {
    what: "two endpoints of one service",
    says: /already/,
    stack: "isolated",
    type: endpoint,
    name: /-logs$/,
    twin: true,
  },
];

export const engineSlip: EngineSlip = {
  what: "a gateway endpoint for a service that has none",
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  props: (props) => ({ ...props, serviceName: "com.amazonaws.eu-west-1.s33" }),
};
