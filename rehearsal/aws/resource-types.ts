import { cloudwatch, ecr, kms, logs, messaging, parameters, s3 } from "./types/small-services";
import { compute } from "./types/compute";
import { dataStores } from "./types/data-stores";
import { identity } from "./types/identity";
import { names } from "./types/names";
import { network } from "./types/network";
import type { TypeRule } from "./types/type-rule";

/** How the account answers for each type of resource; what is not said follows from general rules (outputs.ts). */
export const resourceTypes: Readonly<Record<string, TypeRule>> = {
  ...network,
  ...compute,
  ...dataStores,
  ...identity,
  ...names,
  ...cloudwatch,
  ...logs,
  ...ecr,
  ...kms,
  ...s3,
  ...messaging,
  ...parameters,
};
