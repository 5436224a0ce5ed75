import { runningServicesType } from "../../../protocol/steps";
import type { EngineSlip } from "../../testing/engine-slip";
import { afterUp, type Slip } from "../../testing/slip";

export const slips: readonly Slip[] = [
  {
    what: "a migration after which nothing starts the servers again",
    type: runningServicesType,
    phases: afterUp,
    absent: true,
  },
  {
    what: "servers that are set to their count for fewer reasons than they are stopped for",
    type: runningServicesType,
    inputs: (inputs) => ({ ...inputs, triggers: { count: "1" } }),
  },
  {
    what: "servers that are set to their count before they are stopped",
    type: runningServicesType,
    without: /openmetadata:Step$|ecs\/service:Service$/,
  },
];

export const engineSlip: EngineSlip = {
  what: "servers that are set to their count for fewer reasons than they are stopped for",
  type: runningServicesType,
  props: (props) => ({ ...props, triggers: { count: "1" } }),
};
