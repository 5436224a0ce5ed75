import { cardOf } from "../cards/cards";
import type { SimulatedCloud, Thing } from "../protocol/cloud";
import type { Value } from "../protocol/wire";
import { rememberedOf } from "./remembered";
import { leaves } from "./rule";

/** Identifiers and ARNs of everything in the account; found once for a list, which the account keeps until it changes. */
const referencesTo = rememberedOf(
  (things: readonly Thing[]): ReadonlySet<Value> =>
    new Set(
      things.flatMap(({ type, id, outputs }) => [
        id,
        ...(outputs.arn === undefined ? [] : [outputs.arn]),
        ...(cardOf(type)?.madeAlong ?? []).flatMap((property) => leaves(outputs[property]).map(({ value }) => value)),
      ]),
    ),
);

/** Whether something of the account has this identifier or ARN, or came into being with something: no output besides. */
export const knows = (cloud: SimulatedCloud, reference: string): boolean => referencesTo(cloud.all()).has(reference);
