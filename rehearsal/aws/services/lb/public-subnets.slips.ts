import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import type { Properties } from "../../../protocol/wire";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const service = "aws:ecs/service:Service";

const publicRoute: Pick<Slip, "type" | "name"> = { type: "aws:ec2/route:Route", name: /public/ };

/** A balancer in a VPC of its own, with no way to the internet. */
function withoutEntrance(): void {
  const vpc = new ec2.Vpc("other", { cidrBlock: "10.9.0.0/16" });
  const subnets = ["a", "b"].map(
    (zone, index) =>
      new ec2.Subnet(`other-${zone}`, {
        vpcId: vpc.id,
        cidrBlock: `10.9.${index}.0/24`,
        availabilityZone: `eu-west-1${zone}`,
      }).id,
  );
  new lb.LoadBalancer("other", { subnets });
}

export const slips: readonly Slip[] = [
  ...(["dev", "prod"] as const).flatMap((stack) => [
    { what: "no route to the internet gateway", stack, ...publicRoute, absent: true },
    {
      what: "a NAT gateway in the place of an internet gateway",
      stack,
      ...publicRoute,
      inputs: ({ gatewayId: _, ...inputs }: Properties) => ({ ...inputs, natGatewayId: "nat-0123456789abcdef0" }),
    },
  ]),
];

export const engineSlip: EngineSlip = {
  what: "a balancer to which no route leads",
  type: service,
  also: withoutEntrance,
};
