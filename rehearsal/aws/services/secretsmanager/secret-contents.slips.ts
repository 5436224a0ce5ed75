import { replacing } from "../../testing/documents";
import { afterUp, type Slip } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const end = /("valueFrom":"arn:[^"]+)"/g;

/** Each secret of the tasks with something after its ARN. */
const reference = (more: string) => replacing("containerDefinitions", end, `$1${more}"`);

export const slips: readonly Slip[] = [
  {
    what: "a key of a secret that is no JSON object",
    says: /holds no JSON object with the key "password"/,
    type: task,
    phases: afterUp,
    inputs: reference(":password::"),
  },
  {
    what: "the version before, of which there is none",
    says: /no version at stage "AWSPREVIOUS"/,
    type: task,
    phases: afterUp,
    inputs: reference("::AWSPREVIOUS:"),
  },
];

export const engineSlip: EngineSlip = {
  what: "a key of secrets that are no JSON objects",
  type: "aws:ecs/taskDefinition:TaskDefinition",
  props: rewriting("containerDefinitions", /("valueFrom":"arn:[^"]+)"/g, '$1:password::"'),
};
