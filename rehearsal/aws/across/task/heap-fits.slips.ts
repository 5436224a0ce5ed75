import { type EngineSlip, rewriting } from "../../testing/engine-slip";
import { replacing } from "../../testing/documents";
import { type Slip, slipAfterUp } from "../../testing/slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const heap = /-Xmx(\d+)M/g;

export const slips: readonly Slip[] = [
  slipAfterUp("a heap in the wrong unit", task, replacing("containerDefinitions", heap, "-Xmx$1G")),
];

export const engineSlip: EngineSlip = {
  what: "a heap in the wrong unit",
  type: task,
  props: rewriting("containerDefinitions", heap, "-Xmx$1G"),
};
