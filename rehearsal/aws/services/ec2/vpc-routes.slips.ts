import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const route = "aws:ec2/route:Route";

export const slips: readonly Slip[] = [
  {
    what: "a balancer before the internet gateway",
    says: /balancer must depend/,
    type: "aws:lb/loadBalancer:LoadBalancer",
    without: /^aws:ec2\/(route|internetGateway)/,
  },
  { what: "a NAT gateway before the internet gateway", type: /natGateway|eip/, without: /^aws:ec2\/route/ },
  {
    what: "a route for the VPC's own range",
    type: route,
    name: /private/,
    inputs: (inputs) => ({ ...inputs, destinationCidrBlock: "10.20.0.0/16" }),
  },
];

export const engineSlip: EngineSlip = {
  what: "a route for the VPC's own range",
  type: "aws:ec2/route:Route",
  props: (props) => ({ ...props, destinationCidrBlock: "10.20.0.0/16" }),
};
