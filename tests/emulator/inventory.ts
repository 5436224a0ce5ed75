import type { StackState } from "../../rehearsal/engine/workspace";
import { kindsOf } from "./kinds";

/** Identifiers of what an account holds, by Pulumi's type. */
export type Inventory = ReadonlyMap<string, readonly string[]>;

/** What the account holds, as far as a stack can have made it: not what AWS makes by itself with a new account. */
export const inventoryOf = async (endpoint: string): Promise<Inventory> => {
  const found = new Map<string, string[]>();
  for (const [type, { list }] of Object.entries(kindsOf(endpoint)))
    found.set(type, (await list()).map(({ id }) => id).sort());
  return found;
};

/** Pulumi's identifier of a resource, where it is not the one that the account lists it under. */
const listedAs: Readonly<Record<string, string>> = {
  "aws:ecs/taskDefinition:TaskDefinition": "arn",
  "aws:rds/instance:Instance": "resourceId",
};

/** What the state of a stack says that the account holds. */
export const inventoryOfState = (state: StackState): Inventory => {
  const found = new Map<string, string[]>();
  for (const { type, id, custom, outputs } of state.resources) {
    if (!custom) continue;
    const property = listedAs[type];
    const identifier = property ? outputs?.[property] : id;
    found.set(type, [...(found.get(type) ?? []), String(identifier)]);
  }
  return new Map([...found].map(([type, ids]) => [type, ids.sort()]));
};

/** Earlier revisions stay, so that there is a way back (`skipDestroy`). */
const staysByDesign = new Set(["aws:ecs/taskDefinition:TaskDefinition"]);

/** Differences, a line each: `+` is an orphan (only in the account), `-` is lost (only in the state). */
export const inventoryDifferences = (account: Inventory, state: Inventory): string[] =>
  [...account].flatMap(([type, ids]) => {
    const known = state.get(type) ?? [];
    return [
      ...(staysByDesign.has(type) ? [] : ids).filter((id) => !known.includes(id)).map((id) => `+ ${type} ${id}`),
      ...known.filter((id) => !ids.includes(id)).map((id) => `- ${type} ${id}`),
    ];
  });
