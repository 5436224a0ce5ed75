import { having, inContainer, replacing } from "../../testing/documents";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";
import { type Slip, slipAfterUp } from "../../testing/slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const [writable, readable] = ['"readOnly":false', '"readOnly":true'];
const server = /-server$/;

export const slips: readonly Slip[] = [
  {
    ...slipAfterUp("volumes that nothing may fill", task, replacing("containerDefinitions", writable, readable)),
    name: server,
  },
  {
    ...slipAfterUp("a server without the volume of its keys", task, inContainer("server", having({ mountPoints: [] }))),
    says: /does not mount/,
    name: server,
  },
];

export const engineSlip: EngineSlip = {
  what: "volumes that nothing may fill",
  type: task,
  props: rewriting("containerDefinitions", writable, readable),
};
