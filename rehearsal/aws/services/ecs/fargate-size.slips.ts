import type { Properties } from "../../../protocol/wire";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";

const size = (what: string, says: RegExp, changed: Properties): Slip => ({
  what,
  says,
  type: task,
  inputs: (inputs) => ({ ...inputs, ...changed }),
});

export const slips: readonly Slip[] = [
  size("memory that this CPU does not have", /memory is "999"/, { memory: "999" }),
  size("CPU that Fargate does not have", /cpu is "3 vCPU"/, { cpu: "3 vCPU" }),
  size("memory in gigabytes that this CPU does not have", /memory is "64 GB"/, { memory: "64 GB" }),
  size("no CPU", /needs cpu at the level of the task/, { cpu: null }),
  size("no memory", /needs memory at the level of the task/, { memory: null }),
  size("bridge networking", /needs networkMode "awsvpc"/, { networkMode: "bridge" }),
  {
    what: "bridge networking",
    type: task,
    inputs: (inputs) => ({ ...inputs, networkMode: "bridge" }),
  },
];

export const engineSlip: EngineSlip = {
  what: "memory that this CPU does not have",
  type: task,
  props: (props) => ({ ...props, memory: "999" }),
};
