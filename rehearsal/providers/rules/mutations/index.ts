import { containerMutations } from "./containers";
import type { Mutation } from "./mutation";
import { permissionMutations } from "./permissions";
import { policyMutations } from "./policies";
import { serviceMutations } from "./services";
import { taskMutations } from "./tasks";

/** Every mutation of a recorded stack, by the file of the rules that refuse it. */
export const recordedMutations: readonly Mutation[] = [
  ...taskMutations,
  ...containerMutations,
  ...serviceMutations,
  ...policyMutations,
  ...permissionMutations,
];
