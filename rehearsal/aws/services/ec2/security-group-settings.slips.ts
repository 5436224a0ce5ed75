import { type Slip, inputSlips } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const group = "aws:ec2/securityGroup:SecurityGroup";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

export const slips: readonly Slip[] = [
  ...inputSlips(group, [
    ["a description with an apostrophe", { description: "OpenMetadata's" }],
    ["a description of 256 characters", { description: "x".repeat(256) }],
    ["a name with an umlaut", { name: "Prüfung" }],
  ]),
  ...inputSlips(ingress, [
    ["a rule's description with a question mark", { description: "Why?" }],
    ["a protocol that EC2 does not know", { ipProtocol: "http" }],
    ["a protocol number beyond 255", { ipProtocol: "256" }],
    ["TCP without ports", { fromPort: null, toPort: null }],
    ["ports the wrong way round", { fromPort: 443, toPort: 80 }],
  ]),
];

export const engineSlip: EngineSlip = {
  what: "a description with an apostrophe",
  type: "aws:ec2/securityGroup:SecurityGroup",
  props: (props) => ({ ...props, description: "OpenMetadata's" }),
};
