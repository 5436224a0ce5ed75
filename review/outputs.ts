import { isRecord } from "../problems/record";
import { stackType, type StateResource } from "../rehearsal/report/state";
import type { ValueChange } from "./model";

/** Said elsewhere, variable by variable, or made of the other outputs. */
const saidElsewhere: ReadonlySet<string> = new Set(["variables", "readme"]);

/** What `pulumi stack output` shows, by path; lists whole. Undefined where the stack was only planned. */
const outputsOf = (resources: readonly StateResource[]): ReadonlyMap<string, string> | undefined => {
  const outputs = resources.find(({ type }) => type === stackType)?.outputs;
  if (outputs === undefined) return undefined;
  const found = new Map<string, string>();
  const gather = (at: string, value: unknown): void => {
    if (isRecord(value)) for (const [name, inner] of Object.entries(value)) gather(at ? `${at}.${name}` : name, inner);
    else found.set(at, typeof value === "string" ? value : JSON.stringify(value));
  };
  gather("", Object.fromEntries(Object.entries(outputs).filter(([name]) => !saidElsewhere.has(name))));
  return found;
};

/**
 * What differs between the outputs of two sides of a stack. Other stacks and scripts read outputs by name: one that goes
 * is an error for them. Secrets are masked already.
 */
export const outputChanges = (before: readonly StateResource[], after: readonly StateResource[]): ValueChange[] => {
  const [old, current] = [outputsOf(before), outputsOf(after)];
  if (!old || !current) return [];
  return [...new Set([...old.keys(), ...current.keys()])]
    .sort()
    .filter((key) => old.get(key) !== current.get(key))
    .map((key) => valueChange(key, old.get(key), current.get(key)));
};

/** A change from one text to another; undefined is a value that is not there. */
export const valueChange = (key: string, before: string | undefined, after: string | undefined): ValueChange => ({
  key,
  kind: before === undefined ? "add" : after === undefined ? "delete" : "update",
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
});
