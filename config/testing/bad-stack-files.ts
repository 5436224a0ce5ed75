import type { BadStackFile } from "./bad-stack-file";
import { badAirflow } from "./bad-airflow";
import { badCombinations } from "./bad-combinations";
import { badLater } from "./bad-later";
import { badOnAws } from "./bad-on-aws";
import { badSignOn } from "./bad-sign-on";
import { badSurroundings } from "./bad-surroundings";
import { badValues } from "./bad-values";
import { badWiring } from "./bad-wiring";
import { canary } from "./canary";
import { slips } from "./slips";

export { canary };
export type { BadStackFile };

export const badStackFiles: readonly BadStackFile[] = [
  ...badValues,
  ...badCombinations,
  ...badAirflow,
  ...badSignOn,
  ...badSurroundings,
  ...badWiring,
  ...badLater,
  ...badOnAws,
  ...slips,
];
