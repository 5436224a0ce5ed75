import type { EngineSlip } from "../../testing/engine-slip";
import type { Slip } from "../../testing/slip";
import { containersText, textSlip } from "../../testing/text-slip";

const { recorded, engine } = textSlip("a heap in the wrong unit", containersText, /-Xmx(\d+)M/g, "-Xmx$1G");

export const slips: readonly Slip[] = [recorded];
export const engineSlip: EngineSlip = engine;
