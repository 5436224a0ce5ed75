import { stepType } from "../../../protocol/steps";
import type { EngineSlip } from "../../testing/engine-slip";
import type { Slip } from "../../testing/slip";

export const slips: readonly Slip[] = [
  { type: stepType, what: "a step that may run before its own role may read its secrets", without: /^aws:iam\// },
];

const service = "aws:ecs/service:Service";

export const engineSlip: EngineSlip = {
  what: "no dependency on the roles' policies",
  type: service,
  without: /^aws:iam\//,
};
