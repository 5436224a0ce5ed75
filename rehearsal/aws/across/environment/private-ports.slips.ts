import { type EngineSlip, rewriting } from "../../testing/engine-slip";
import { replacing } from "../../testing/documents";
import { type Slip, slipAfterUp } from "../../testing/slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const [listened, other] = ['"containerPort":8081,"hostPort":8081', '"containerPort":8083,"hostPort":8083'];

export const slips: readonly Slip[] = [
  slipAfterUp(
    "a gateway that listens on another port than the server calls",
    task,
    replacing("containerDefinitions", listened, other),
  ),
];

export const engineSlip: EngineSlip = {
  what: "a gateway that listens on another port than the server calls",
  type: task,
  props: rewriting("containerDefinitions", listened, other),
};
