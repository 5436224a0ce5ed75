import type { EngineSlip } from "../../testing/engine-slip";
import { type Slip, inputSlips } from "../../testing/slip";

const parameters = "aws:rds/parameterGroup:ParameterGroup";
const misspelt = [{ name: "rds.force_tls", value: "1" }];

export const slips: readonly Slip[] = inputSlips(parameters, [
  ["a parameter that RDS does not add", { parameters: misspelt }],
  ["a parameter of the other engine", { parameters: [{ name: "require_secure_transport", value: "1" }] }],
]);

export const engineSlip: EngineSlip = {
  what: "a parameter that RDS does not add",
  type: parameters,
  props: (props) => ({ ...props, parameters: misspelt }),
};
