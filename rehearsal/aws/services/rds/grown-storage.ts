import type { Properties } from "../../../protocol/wire";

/** DiffSuppressFunc: a database that has grown is left so, while autoscaling may go beyond the size that is asked for. */
export function keepsGrownStorage(before: Properties, after: Properties): boolean {
  const [from, to, most] = [before.allocatedStorage, after.allocatedStorage, after.maxAllocatedStorage].map(Number);
  return from! > to! && most! > to!;
}
