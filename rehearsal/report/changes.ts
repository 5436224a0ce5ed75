import { isRecord } from "../../problems/record";
import type { ChangeEntry, PropertyChange } from "./document";
import { maskedText } from "./masking";
import { typeOf, type StateResource } from "./state";

/** One operation as the engine reports it. Keys of `detailedDiff` are property paths. */
export interface Operation {
  readonly urn: string;
  readonly op: string;
  readonly diffs?: readonly string[];
  readonly detailedDiff?: Readonly<Record<string, { readonly kind?: string; readonly diffKind?: string }>>;
  readonly replaceKeys?: readonly string[];
}

/** Operations that leave the resource as it was. */
const unchanging = new Set([
  "same",
  "read",
  "refresh",
  "create-replacement",
  "delete-replaced",
  "read-replacement",
  "discard",
]);

/** The operations that change something; a replacement is one entry, not its three steps. */
export const changingOperations = <T extends Operation>(operations: readonly T[]): T[] => {
  const replaced = new Set(operations.filter(({ op }) => op === "replace").map(({ urn }) => urn));
  return operations.filter(({ op, urn }) => {
    if (op === "create-replacement" || op === "delete-replaced")
      return !replaced.has(urn) && op === "create-replacement";
    return !unchanging.has(op);
  });
};

/** What changed, with the values before and after as the two states have them. */
export const changeEntries = (
  operations: readonly Operation[],
  base: readonly StateResource[],
  head: readonly StateResource[],
): ChangeEntry[] => {
  const before = new Map(base.map((resource) => [resource.urn, resource]));
  const after = new Map(head.map((resource) => [resource.urn, resource]));
  return changingOperations(operations).map((operation): ChangeEntry => {
    const old = before.get(operation.urn);
    const current = after.get(operation.urn);
    return {
      urn: operation.urn,
      type: (current ?? old)?.type ?? typeOf(operation.urn),
      op: operation.op,
      ...((current ?? old)?.custom === false && { component: true as const }),
      replaceKeys: [...(operation.replaceKeys ?? [])].sort(),
      properties:
        operation.op === "create" || operation.op === "delete" ? [] : propertyChanges(operation, old, current),
    };
  });
};

const propertyChanges = (
  operation: Operation,
  old: StateResource | undefined,
  current: StateResource | undefined,
): PropertyChange[] => {
  const detailed = Object.entries(operation.detailedDiff ?? {});
  const paths: [path: string, kind: string][] =
    detailed.length > 0
      ? detailed.map(([path, { kind, diffKind }]) => [path, kind ?? diffKind ?? ""])
      : (operation.diffs ?? []).map((path) => [path, "update"]);
  return paths
    .map(([path, word]) => {
      return {
        path,
        kind: word.startsWith("add") ? "add" : word.startsWith("delete") ? "delete" : "update",
        replaces: word.endsWith("replace") || (operation.replaceKeys ?? []).includes(path),
        ...valuesAt(path, old, current),
      } as const;
    })
    .filter(({ before, after }) => differs(before, after))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
};

/** The engine also names what is computed again and comes to the same; of secrets it cannot be known from here. */
const differs = (before: unknown, after: unknown): boolean => {
  const text = JSON.stringify(before);
  return text !== JSON.stringify(after) || text === undefined || text.includes(maskedText);
};

const valuesAt = (path: string, old: StateResource | undefined, current: StateResource | undefined) => ({
  before: valueAt(old?.inputs, path) ?? valueAt(old?.outputs, path),
  after: valueAt(current?.inputs, path) ?? valueAt(current?.outputs, path),
});

/** `a.b[0]["c.d"]` → the value there. */
const valueAt = (from: unknown, path: string): unknown => {
  let at = from;
  for (const match of path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)) {
    const key = match[1] ?? match[2] ?? match[3] ?? "";
    if (Array.isArray(at)) at = at[Number(key)];
    else if (isRecord(at)) at = at[key];
    else return undefined;
  }
  return at;
};

/** Operations by resource, to compare what a preview said with what `up` did. */
export const operationsByUrn = (operations: readonly Operation[]): Map<string, string> =>
  new Map(changingOperations(operations).map(({ urn, op }) => [urn, op]));

/** Sentences on what the two differ in; none when `up` did what the preview said. */
export const disagreements = (preview: readonly Operation[], up: readonly Operation[]): string[] => {
  const said = operationsByUrn(preview);
  const done = operationsByUrn(up);
  return [...new Set([...said.keys(), ...done.keys()])]
    .filter((urn) => said.get(urn) !== done.get(urn))
    .map((urn) => `${urn}: the preview said ${said.get(urn) ?? "same"}, up did ${done.get(urn) ?? "same"}`);
};
