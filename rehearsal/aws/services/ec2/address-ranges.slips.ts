import type { Properties } from "../../../protocol/wire";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const vpc = "aws:ec2/vpc:Vpc";
const subnet = "aws:ec2/subnet:Subnet";

const cidr = (cidrBlock: string) => (inputs: Properties) => ({ ...inputs, cidrBlock });

export const slips: readonly Slip[] = [
  { type: vpc, what: "a VPC that is too large", inputs: cidr("10.0.0.0/8") },
  { type: vpc, what: "a VPC that is too small", inputs: cidr("10.20.0.0/29") },
  { type: vpc, what: "a VPC whose range its subnets are not in", inputs: cidr("10.30.0.0/16") },
  { type: subnet, name: /public-1/, what: "a subnet outside its VPC", inputs: cidr("10.21.0.0/20") },
  { type: subnet, name: /public-1/, what: "a subnet that is too small", inputs: cidr("10.20.240.0/29") },
  { type: subnet, name: /private-2/, what: "a subnet that overlaps another", inputs: cidr("10.20.0.0/20") },
  { type: subnet, name: /private/, stack: "prod" as const, what: "subnets of one range", inputs: cidr("10.40.0.0/18") },
];

export const engineSlip: EngineSlip = {
  what: "a VPC that is too large",
  type: "aws:ec2/vpc:Vpc",
  props: (props) => ({ ...props, cidrBlock: "10.0.0.0/8" }),
};
