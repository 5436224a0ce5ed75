import type { Properties } from "../../../protocol/wire";
import { inside } from "../../testing/documents";
import type { EngineSlip } from "../../testing/engine-slip";
import type { Slip } from "../../testing/slip";

const service = "aws:ecs/service:Service";

const withAddress = (inputs: Properties): Properties => ({
  ...inputs,
  networkConfiguration: { ...inside(inputs.networkConfiguration), assignPublicIp: true },
});

export const slips: readonly Slip[] = [
  { what: "tasks with public addresses", type: service, inputs: withAddress },
  {
    what: "a database with a public address",
    type: "aws:rds/instance:Instance",
    inputs: (inputs) => ({ ...inputs, publiclyAccessible: true }),
  },
];

export const engineSlip: EngineSlip = {
  what: "tasks with public addresses",
  type: service,
  props: (props) => withAddress(props as Properties),
};
