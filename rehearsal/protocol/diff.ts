import { canonical, isProperties, unknown, type Properties, type Value } from "./wire";

export type ChangeKind = "add" | "delete" | "update";
export interface PropertyChange {
  /** Path as the engine writes it, such as `loadBalancers[0].containerPort`. */
  path: string;
  kind: ChangeKind;
  replaces: boolean;
}

/** A change of one value, which may be an object or a list: undefined is no value. */
export interface ValueChange {
  kind: ChangeKind;
  before: Value | undefined;
  after: Value | undefined;
}

/** What a diff must know about a resource type. */
export interface DiffRules {
  /** Whether this change of the value at this path, given without list indices, replaces the resource. */
  replaces(path: string, change: ValueChange): boolean;
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
    const inside = step(place, name);
    const [old, fresh] = [before[name] ?? undefined, after[name] ?? undefined];
    // An element that leaves a list is gone: only a property as a whole may be left to the provider.
    if (fresh === undefined && rules.isKept(inside.plain)) continue;
    compare(old, fresh, inside, rules, found);
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
  const report = (kind: ChangeKind) => {
    const replaces = replacesWith({ kind, before, after }, place, rules);
    found.push({ path: place.path, kind, replaces });
  };
  if (before === undefined) return void (isEmpty(after) || report("add"));
  if (after === undefined) return void (isEmpty(before) || report("delete"));
  if (after === unknown || before === unknown) return void report("update");
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, place, rules, found);
  if (isProperties(before) && isProperties(after)) return compareObjects(before, after, place, rules, found);
  if (!sameScalar(before, after)) report("update");
}

/** What comes or goes as a whole replaces when anything inside it does; so does what becomes unknown. */
function replacesWith(change: ValueChange, place: Place, rules: DiffRules): boolean {
  if (rules.replaces(place.plain, change)) return true;
  const { kind, before, after } = change;
  const stillUnknown = after === unknown ? unknown : undefined;
  return (
    members(before, place).some(([at, old]) => replacesWith({ kind, before: old, after: stillUnknown }, at, rules)) ||
    members(after, place).some(([at, fresh]) => replacesWith({ kind, before: undefined, after: fresh }, at, rules))
  );
}

const members = (value: Value | undefined, place: Place): [Place, Value][] => {
  if (Array.isArray(value)) return value.map((item) => [place, item]);
  return isProperties(value) ? Object.entries(value).map(([name, item]) => [step(place, name), item]) : [];
};

function compareLists(before: Value[], after: Value[], place: Place, rules: DiffRules, found: PropertyChange[]): void {
  const isSet = rules.isSet(place.plain);
  const [old, fresh] = isSet ? [without(before, after), without(after, before)] : [before, after];
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    compare(old[index], fresh[index], { path: `${place.path}[${index}]`, plain: place.plain }, rules, found);
  }
}

/** The items, each in its place, that the others do not have. */
const without = (items: Value[], others: Value[]): (Value | undefined)[] => {
  const held = others.map(canonical);
  return items.map((item) => {
    const at = item === unknown ? -1 : held.indexOf(canonical(item));
    if (at < 0) return item;
    held.splice(at, 1);
    return undefined;
  });
};

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
