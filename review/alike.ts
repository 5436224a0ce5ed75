import type { Downtime } from "../rehearsal/consequences/consequences";
import type { ContainerChange } from "../rehearsal/report/document";

/** Groups of names whose lines are the same, such as a server and its steps, in their order. */
export const alike = <T>(byName: ReadonlyMap<string, readonly T[]>): [names: string[], lines: readonly T[]][] => {
  const groups = new Map<string, [string[], readonly T[]]>();
  for (const [name, lines] of byName) {
    const key = JSON.stringify(lines);
    const group = groups.get(key);
    if (group) group[0].push(name);
    else groups.set(key, [[name], lines]);
  }
  return [...groups.values()];
};

/** The same change of several containers as one, under all their names. */
export const containersAlike = (changes: readonly ContainerChange[]): (ContainerChange & { names: string })[] => {
  const groups = new Map<string, ContainerChange & { names: string }>();
  for (const change of changes) {
    const { container, ...rest } = change;
    const key = JSON.stringify(rest);
    const group = groups.get(key);
    groups.set(key, group ? { ...group, names: `${group.names}, ${container}` } : { ...change, names: container });
  }
  return [...groups.values()];
};

/** What the minutes of a stack's downtime are, each said once. */
export const basesOf = (downtime: readonly Downtime[]): string[] => {
  const bases = new Map<string, string[]>();
  for (const { service, minutes, basis } of downtime)
    if (minutes && basis) bases.set(basis, [...new Set([...(bases.get(basis) ?? []), service])]);
  return [...bases].map(([basis, services]) => `Minutes of ${services.join(", ")}: ${basis}.`);
};
