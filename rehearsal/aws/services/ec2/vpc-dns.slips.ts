import type { Properties } from "../../../protocol/wire";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";
import { having } from "../../testing/documents";

const vpc = "aws:ec2/vpc:Vpc";

export const slips: readonly Slip[] = [
  ...(["dev", "isolated", "prod"] as const).flatMap((stack) => [
    {
      what: "a VPC without host names",
      stack,
      type: vpc,
      inputs: ({ enableDnsHostnames: _, ...inputs }: Properties) => inputs,
    },
    { what: "a VPC without DNS", stack, type: vpc, inputs: having({ enableDnsSupport: false }) },
    {
      what: "volumes in a VPC without DNS",
      says: /mounts a file system/,
      stack,
      type: vpc,
      inputs: having({ enableDnsSupport: false }),
    },
  ]),
];

export const engineSlip: EngineSlip = {
  what: "a private namespace in a VPC without host names",
  type: "aws:ec2/vpc:Vpc",
  props: (props) => ({ ...props, enableDnsHostnames: false }),
};
