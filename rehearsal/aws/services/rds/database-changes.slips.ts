import { afterUp, inputSlips, type Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const database = "aws:rds/instance:Instance";

export const slips: readonly Slip[] = [
  ...inputSlips(
    database,
    [
      ["a lower major version", { engineVersion: "15" }],
      ["less storage than was allocated", { allocatedStorage: 50, maxAllocatedStorage: 0 }],
      ["a major upgrade unasked", { engineVersion: "17", allowMajorVersionUpgrade: false }],
    ],
    { phases: afterUp, stack: "prod" },
  ),
];

export const engineSlip: EngineSlip = {
  what: "a lower major version",
  type: database,
  props: (props) => ({ ...props, engineVersion: "15", parameterGroupName: "default.postgres15" }),
};
