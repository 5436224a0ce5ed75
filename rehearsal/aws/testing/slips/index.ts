import { agreementMutations } from "./agreement";
import { combinationMutations } from "./combinations";
import { connectionMutations } from "./connections";
import { containerReferenceMutations } from "./container-references";
import { containerMutations } from "./containers";
import { accountMutations } from "./account";
import { fileMutations } from "./files";
import { identityMutations } from "./identities";
import { inputMutations } from "./inputs";
import { limitMutations } from "./limits";
import { loadBalancingMutations } from "./load-balancing";
import type { Mutation } from "./mutation";
import { nameMutations } from "./names";
import { outputMutations } from "./outputs";
import { permissionMutations } from "./permissions";
import { policyMutations } from "./policies";
import { referenceMutations } from "./references";
import { routeRuleMutations } from "./routes";
import { serviceMutations } from "./services";
import { settingMutations } from "./settings";
import { taskMutations } from "./tasks";
import { valueMutations } from "./values";

/** Every mutation of a recorded stack, by the file of the rules that refuse it. */
export const recordedMutations: readonly Mutation[] = [
  ...taskMutations,
  ...containerMutations,
  ...containerReferenceMutations,
  ...serviceMutations,
  ...fileMutations,
  ...settingMutations,
  ...policyMutations,
  ...identityMutations,
  ...permissionMutations,
  ...connectionMutations,
  ...routeRuleMutations,
  ...agreementMutations,
  ...loadBalancingMutations,
  ...nameMutations,
  ...referenceMutations,
  ...accountMutations,
  ...valueMutations,
  ...outputMutations,
  ...limitMutations,
  ...inputMutations,
  ...combinationMutations,
];
