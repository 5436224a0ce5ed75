import { replacing } from "../../testing/documents";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";
import { type Slip, slipAfterUp } from "../../testing/slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";

export const slips: readonly Slip[] = [
  slipAfterUp("the address of an API without its path", task, replacing("containerDefinitions", '/api"', '"')),
  slipAfterUp("the address of an API of another version", task, replacing("containerDefinitions", '/api"', '/api/v1"')),
];

export const engineSlip: EngineSlip = {
  what: "the address of an API without its path",
  type: task,
  props: rewriting("containerDefinitions", '/api"', '"'),
};
