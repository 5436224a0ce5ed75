import { cardOf } from "../cards/cards";
import type { SimulatedCloud, Thing } from "../protocol/cloud";
import type { Value } from "../protocol/wire";
import { leaves } from "./rule";

const referred = new WeakMap<readonly Thing[], ReadonlySet<Value>>();

/** Identifiers and ARNs of everything in the account; found once for a list, which the account keeps until it changes. */
function referencesTo(things: readonly Thing[]): ReadonlySet<Value> {
  const known = referred.get(things);
  if (known) return known;
  const found = new Set(
    things.flatMap(({ type, id, outputs }) => [
      id,
      ...(outputs.arn === undefined ? [] : [outputs.arn]),
      ...(cardOf(type)?.madeAlong ?? []).flatMap((property) => leaves(outputs[property]).map(({ value }) => value)),
    ]),
  );
  referred.set(things, found);
  return found;
}

/** Whether something of the account has this identifier or ARN, or came into being with something: no output besides. */
export const knows = (cloud: SimulatedCloud, reference: string): boolean => referencesTo(cloud.all()).has(reference);
