import type { Properties, Value } from "../../../protocol/wire";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const subnetGroup = "aws:rds/subnetGroup:SubnetGroup";
const subnet = "aws:ec2/subnet:Subnet";

const firstOf = (list: Value | undefined): Value[] => (list as Value[]).slice(0, 1);

const twiceTheFirst = (list: Value | undefined): Value[] => [...firstOf(list), ...firstOf(list)];

export const slips: readonly Slip[] = [
  {
    type: balancer,
    what: "one subnet",
    inputs: (inputs: Properties) => ({ ...inputs, subnets: firstOf(inputs.subnets) }),
  },
  {
    type: subnetGroup,
    what: "one subnet for the database",
    inputs: (inputs: Properties) => ({ ...inputs, subnetIds: firstOf(inputs.subnetIds) }),
  },
  {
    type: balancer,
    what: "the same subnet twice",
    phases: ["after up"] as const,
    inputs: (inputs: Properties) => ({ ...inputs, subnets: twiceTheFirst(inputs.subnets) }),
  },
  {
    type: subnet,
    what: "subnets that are all in one zone",
    inputs: (inputs: Properties) => ({ ...inputs, availabilityZone: "eu-west-1a" }),
  },
  {
    type: subnet,
    name: /public-[12]/,
    stack: "prod" as const,
    what: "two of three subnets in one zone",
    inputs: (inputs: Properties) => ({ ...inputs, availabilityZone: "eu-west-1a" }),
  },
];

export const engineSlip: EngineSlip = {
  what: "a database in one zone",
  type: "aws:rds/subnetGroup:SubnetGroup",
  props: (props) => ({ ...props, subnetIds: (props.subnetIds as unknown[]).slice(0, 1) }),
};
