import type { ContainerChange } from "./document";
import { type ContainerDefinition, containersOf } from "./environments";
import type { StateResource } from "./state";

/** Compared variable by variable, in environments.ts. */
const comparedElsewhere = new Set(["name", "environment", "secrets"]);

/** How containers differ between two states of the same stack in all but their variables. */
export const containerChanges = (base: readonly StateResource[], head: readonly StateResource[]): ContainerChange[] => {
  const [before, after] = [containersOf(base), containersOf(head)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((container): ContainerChange[] => {
    const [old, current] = [before.get(container), after.get(container)];
    if (!old) return [{ container, kind: "add", after: current?.image }];
    if (!current) return [{ container, kind: "delete", before: old.image }];
    return propertyChanges(container, old, current);
  });
};

const propertyChanges = (
  container: string,
  old: ContainerDefinition,
  current: ContainerDefinition,
): ContainerChange[] =>
  [...new Set([...Object.keys(old), ...Object.keys(current)])]
    .filter((property) => !comparedElsewhere.has(property))
    .filter((property) => JSON.stringify(old[property]) !== JSON.stringify(current[property]))
    .sort()
    .map((property) => ({
      container,
      property,
      kind: !(property in old) ? "add" : !(property in current) ? "delete" : "update",
      ...(property in old && { before: old[property] }),
      ...(property in current && { after: current[property] }),
    }));
