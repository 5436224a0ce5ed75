import { limitMutations } from "./limits";
import type { Mutation } from "./mutation";
import { taskMutations } from "./tasks";

/** Every mutation of a recorded stack, by the file of the rules that refuse it. */
export const recordedMutations: readonly Mutation[] = [...taskMutations, ...limitMutations];
