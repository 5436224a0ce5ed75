import { canonical, hasUnknown, isProperties, unknown, type Properties, type Value } from "./wire";

export type ChangeKind = "add" | "delete" | "update";
export interface PropertyChange {
  /** Path as the engine writes it, such as `loadBalancers[0].containerPort`. */
  path: string;
  kind: ChangeKind;
  replaces: boolean;
}

/** What a diff must know about a resource type. */
export interface DiffRules {
  /** Whether a change at this path, given without list indices, replaces the resource. */
  replaces(path: string): boolean;
  /** Whether the list at this path, given without list indices, is a set: order means nothing. */
  isSet(path: string): boolean;
  /** Whether leaving out this property, after it was given, leaves the value alone (the provider computes it). */
  isKept(path: string): boolean;
  /** Whether a change at this path is none to the provider; default: never. */
  isIgnored?(path: string): boolean;
}

/** Differences between the inputs of the last run and those of this one. */
export function changes(oldInputs: Properties, newInputs: Properties, rules: DiffRules): PropertyChange[] {
  const found: PropertyChange[] = [];
  compareObjects(oldInputs, newInputs, { path: "", plain: "" }, rules, found);
  return found;
}

interface Place {
  path: string;
  plain: string;
}

const simpleName = /^[A-Za-z_$][\w$]*$/;

const step = (place: Place, name: string): Place => {
  const segment = simpleName.test(name) ? name : `["${name.replace(/"/g, '\\"')}"]`;
  const join = (base: string) => (base === "" || segment.startsWith("[") ? `${base}${segment}` : `${base}.${segment}`);
  return { path: join(place.path), plain: place.plain === "" ? name : `${place.plain}.${name}` };
};

function compareObjects(
  before: Properties,
  after: Properties,
  place: Place,
  rules: DiffRules,
  found: PropertyChange[],
) {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (name.startsWith("__")) continue;
    compare(before[name] ?? undefined, after[name] ?? undefined, step(place, name), rules, found);
  }
}

function compare(
  before: Value | undefined,
  after: Value | undefined,
  place: Place,
  rules: DiffRules,
  found: PropertyChange[],
): void {
  if ((before === undefined && after === undefined) || rules.isIgnored?.(place.plain)) return;
  const report = (kind: ChangeKind) => found.push({ path: place.path, kind, replaces: rules.replaces(place.plain) });
  if (before === undefined) return void (isEmpty(after) || report("add"));
  if (after === undefined) return void (isEmpty(before) || rules.isKept(place.plain) || report("delete"));
  if (after === unknown || before === unknown) return void report("update");
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, place, rules, found);
  if (isProperties(before) && isProperties(after)) return compareObjects(before, after, place, rules, found);
  if (!sameScalar(before, after)) report("update");
}

function compareLists(before: Value[], after: Value[], place: Place, rules: DiffRules, found: PropertyChange[]): void {
  if (rules.isSet(place.plain) && !hasUnknown(after)) {
    const order = (items: Value[]) => items.map(canonical).sort();
    if (order(before).join("\n") === order(after).join("\n")) return;
  }
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    compare(before[index], after[index], { path: `${place.path}[${index}]`, plain: place.plain }, rules, found);
  }
}

const isEmpty = (value: Value | undefined): boolean =>
  (Array.isArray(value) && value.length === 0) || (isProperties(value) && Object.keys(value).length === 0);

/** Terraform's schemas take "80" for 80 and "true" for true; so does the real provider. */
const sameScalar = (before: Value, after: Value): boolean =>
  before === after ||
  (isScalar(before) && isScalar(after) && String(before) === String(after)) ||
  sameJson(before, after);

const isScalar = (value: Value) => ["string", "number", "boolean"].includes(typeof value);

const sameJson = (before: Value, after: Value): boolean => {
  if (typeof before !== "string" || typeof after !== "string" || !/^\s*[[{]/.test(before) || !/^\s*[[{]/.test(after)) {
    return canonical(before) === canonical(after);
  }
  try {
    return canonical(JSON.parse(before) as Value) === canonical(JSON.parse(after) as Value);
  } catch {
    return false;
  }
};
