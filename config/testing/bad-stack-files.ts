import { badCombinations } from "./bad-combinations";
import { badContradictions } from "./bad-contradictions";
import { badOnAws } from "./bad-on-aws";
import { badSignOn } from "./bad-sign-on";
import { badSurroundings } from "./bad-surroundings";
import { badValues } from "./bad-values";
import { canary } from "./canary";
import { slips } from "./slips";

/** A stack file that is refused. */
export interface BadStackFile {
  readonly title: string;
  /** Values under `openmetadata:`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The key that the error names. */
  readonly key: string;
  /** Top-level keys in which a value is `secure:` by mistake. */
  readonly secureKeys?: readonly string[];
}

export { canary };

export const badStackFiles: readonly BadStackFile[] = [
  ...badValues,
  ...badCombinations,
  ...badSignOn,
  ...badSurroundings,
  ...badContradictions,
  ...badOnAws,
  ...slips,
];
