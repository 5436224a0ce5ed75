import { type EngineSlip, rewriting } from "../../testing/engine-slip";
import { replacing } from "../../testing/documents";
import { type Slip, slipAfterUp } from "../../testing/slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const [awaited, another] = ['"containerName":"security-reset"', '"containerName":"key-files"'];

export const slips: readonly Slip[] = [
  slipAfterUp(
    "a removal of stored settings that is recorded before its end",
    task,
    replacing("containerDefinitions", awaited, another),
  ),
];

export const engineSlip: EngineSlip = {
  what: "a removal of stored settings that is recorded before its end",
  type: task,
  props: rewriting("containerDefinitions", awaited, another),
};
