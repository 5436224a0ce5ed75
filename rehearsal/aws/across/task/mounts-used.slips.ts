import { having, inContainer } from "../../testing/documents";
import type { EngineSlip } from "../../testing/engine-slip";
import { type Slip, slipAfterUp } from "../../testing/slip";
import { containersText, textSlip } from "../../testing/text-slip";

const server = /-server$/;
const { recorded, engine } = textSlip(
  "volumes that nothing may fill",
  containersText,
  '"readOnly":false',
  '"readOnly":true',
);

export const slips: readonly Slip[] = [
  { ...recorded, name: server },
  {
    ...slipAfterUp(
      "a server without the volume of its keys",
      containersText.type,
      inContainer("server", having({ mountPoints: [] })),
    ),
    says: /does not mount/,
    name: server,
  },
];
export const engineSlip: EngineSlip = engine;
