import type { Properties } from "../protocol/wire";

/** Changes that the provider's own code takes for none, which no lesson of learn.ts can show: type, input, when. */
const ignoredChanges: Readonly<
  Record<string, Readonly<Record<string, (before: Properties, after: Properties) => boolean>>>
> = {
  "aws:rds/instance:Instance": { allocatedStorage: keepsGrownStorage },
};

export const ignoredByCode = (type: string, path: string, before: Properties, after: Properties): boolean =>
  ignoredChanges[type]?.[path]?.(before, after) ?? false;

/** DiffSuppressFunc: a database that has grown is left so, while autoscaling may go beyond the size that is asked for. */
export function keepsGrownStorage(before: Properties, after: Properties): boolean {
  const [from, to, most] = [before.allocatedStorage, after.allocatedStorage, after.maxAllocatedStorage].map(Number);
  return from! > to! && most! > to!;
}
