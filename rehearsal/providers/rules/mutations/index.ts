import { accountMutations } from "./account";
import type { Mutation } from "./mutation";
import { taskMutations } from "./tasks";
import { valueMutations } from "./values";

/** Every mutation of a recorded stack, by the file of the rules that refuse it. */
export const recordedMutations: readonly Mutation[] = [...taskMutations, ...accountMutations, ...valueMutations];
