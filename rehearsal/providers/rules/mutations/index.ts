import { agreementMutations } from "./agreement";
import { connectionMutations } from "./connections";
import type { Mutation } from "./mutation";
import { referenceMutations } from "./references";
import { routeRuleMutations } from "./routes";
import { taskMutations } from "./tasks";

/** Every mutation of a recorded stack, by the file of the rules that refuse it. */
export const recordedMutations: readonly Mutation[] = [
  ...taskMutations,
  ...connectionMutations,
  ...routeRuleMutations,
  ...agreementMutations,
  ...referenceMutations,
];
