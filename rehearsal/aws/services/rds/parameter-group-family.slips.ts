import { type Slip, inputSlips } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const database = "aws:rds/instance:Instance";
const parameters = "aws:rds/parameterGroup:ParameterGroup";

export const slips: readonly Slip[] = [
  ...inputSlips(database, [["version 15 with parameters for 16", { engineVersion: "15.4" }]]),
  ...inputSlips(parameters, [["parameters for 15 with version 16", { family: "postgres15" }]]),
];

export const engineSlip: EngineSlip = {
  what: "version 15 with parameters for 16",
  type: database,
  props: (props) => ({ ...props, engineVersion: "15" }),
};
