import type { EngineSlip } from "../../testing/engine-slip";
import type { Slip } from "../../testing/slip";
import { containersText, textSlip } from "../../testing/text-slip";

const { recorded, engine } = textSlip(
  "a gateway that listens on another port than the server calls",
  containersText,
  '"containerPort":8081,"hostPort":8081',
  '"containerPort":8083,"hostPort":8083',
);

export const slips: readonly Slip[] = [recorded];
export const engineSlip: EngineSlip = engine;
