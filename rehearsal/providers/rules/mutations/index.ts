import { inputMutations } from "./inputs";
import type { Mutation } from "./mutation";
import { outputMutations } from "./outputs";
import { taskMutations } from "./tasks";

/** Every mutation of a recorded stack, by the file of the rules that refuse it. */
export const recordedMutations: readonly Mutation[] = [...taskMutations, ...outputMutations, ...inputMutations];
