import { type EngineSlip, rewriting } from "../testing/engine-slip";
import { replacing } from "../testing/documents";
import { type Slip, slipAfterUp } from "../testing/slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const [awaited, another] = ['"containerName":"record-security"', '"containerName":"security-reset"'];

export const slips: readonly Slip[] = [
  slipAfterUp(
    "a last step that the server does not wait for",
    task,
    replacing("containerDefinitions", awaited, another),
  ),
];

export const engineSlip: EngineSlip = {
  what: "a last step that the server does not wait for",
  type: task,
  props: rewriting("containerDefinitions", awaited, another),
};
