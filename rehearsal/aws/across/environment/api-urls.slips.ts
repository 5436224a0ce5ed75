import type { EngineSlip } from "../../testing/engine-slip";
import type { Slip } from "../../testing/slip";
import { containersText, textSlip } from "../../testing/text-slip";

const { recorded, engine } = textSlip("the address of an API without its path", containersText, '/api"', '"');

export const slips: readonly Slip[] = [
  recorded,
  textSlip("the address of an API of another version", containersText, '/api"', '/api/v1"').recorded,
];
export const engineSlip: EngineSlip = engine;
