import { judgeBy } from "../aws/judge";
import { rules } from "../aws/rules";
import { SimulatedCloud } from "../protocol/cloud";
import { FaultPlan } from "../protocol/faults";
import { ResourceGraph } from "../protocol/graph";
import { Leniency } from "../protocol/leniency";
import type { Account } from "../protocol/account";
import type { SessionOptions } from "./session-options";

/**
 * The simulated account of a new session: empty but for what the config names.
 * @param given texts of the config; what they name is the user's own, and exists
 */
export const accountFor = (options: SessionOptions, stackName: string, given: ReadonlySet<string>): Account => ({
  cloud: new SimulatedCloud(options.seed ?? stackName, given),
  graph: new ResourceGraph(),
  faults: options.faults ?? new FaultPlan(),
  judge: options.judge ?? judgeBy(rules),
  judges: true,
  refusesAtEnd: false,
  held: [],
  secretTexts: new Set(),
  leniency: new Leniency({ strict: options.strict ?? true, allow: new Set(options.allow) }),
  calls: { count: 0, milliseconds: 0 },
});
