import type { EngineSlip } from "../../testing/engine-slip";
import type { Slip } from "../../testing/slip";
import { containersText, textSlip } from "../../testing/text-slip";

const { recorded, engine } = textSlip(
  "a removal of stored settings that is recorded before its end",
  containersText,
  '"containerName":"security-reset"',
  '"containerName":"key-files"',
);

export const slips: readonly Slip[] = [recorded];
export const engineSlip: EngineSlip = engine;
