import { readingAnother } from "../../testing/documents";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";
import { type Slip, slipAfterUp } from "../../testing/slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const server = /-server$/;

export const slips: readonly Slip[] = [
  {
    ...slipAfterUp(
      "the private half in the place of the public one",
      task,
      readingAnother("key-files", "JWT_PUBLIC_KEY", "JWT_PRIVATE_KEY"),
    ),
    name: server,
  },
  {
    ...slipAfterUp("a private key that is none", task, readingAnother("key-files", "JWT_PRIVATE_KEY", "FERNET_KEY")),
    name: server,
  },
];

export const engineSlip: EngineSlip = {
  what: "the private half in the place of the public one",
  type: task,
  props: rewriting(
    "containerDefinitions",
    /("JWT_PRIVATE_KEY","valueFrom":")([^"]+)("\},\{"name":"JWT_PUBLIC_KEY","valueFrom":")[^"]+/g,
    "$1$2$3$2",
  ),
};
