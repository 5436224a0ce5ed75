import { spokenKind } from "../cards/cards";
import { summary } from "./facts";
import {
  childrenByParent,
  componentLabels,
  isComponent,
  isProvider,
  nameOf,
  stackType,
  type StateResource,
} from "./state";
import { counted, padded, paddedLeft, shortened, type Style, wrapped } from "./text";

interface Row {
  readonly label: string;
  readonly count: number;
  readonly text: string;
  /** What continues below the row: the branches that are still open. */
  readonly trunk: string;
}

/** The resources as a tree of components: a row for each, its own resources counted and its telling ones first. */
export const planLines = (resources: readonly StateResource[], style: Style): string[] => {
  const root = resources.find((resource) => resource.type === stackType);
  const tree = { children: childrenByParent(resources), labels: componentLabels(resources) };
  const rows = root ? rowsOf(root, tree, "", "") : [];
  const countWidth = 4;
  const longest = Math.max(...rows.map((row) => row.label.length), 0);
  const labelWidth = Math.min(longest, Math.max(Math.floor(style.width * 0.4), style.width - countWidth - 22));
  const textColumn = labelWidth + countWidth + 4;
  return [
    ...rows.flatMap((row) => rowLines(row, labelWidth, countWidth, style.width - textColumn, style)),
    ...protectedLines(resources, style),
  ];
};

/** What `pulumi destroy` refuses to delete. */
const protectedLines = (resources: readonly StateResource[], style: Style): string[] => {
  const guarded = resources.filter(({ protect }) => protect);
  if (guarded.length === 0) return [];
  const text = `Protected against deletion: ${guarded.length}, of these ${kindsOf(guarded)}`;
  return ["", ...wrapped(text, style.width - 2).map(style.colors.dim)];
};

/** `11 secrets, database, …`: the kinds of resources with how many there are of each. */
export const kindsOf = (resources: readonly { readonly type: string }[]): string => {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(spokenKind(type), (counts.get(spokenKind(type)) ?? 0) + 1);
  return [...counts]
    .sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
    .map(([kind, count]) => counted(count, kind))
    .join(", ");
};

interface Tree {
  readonly children: ReadonlyMap<string, StateResource[]>;
  readonly labels: ReadonlyMap<string, string>;
}

const rowLines = (row: Row, labelWidth: number, countWidth: number, textWidth: number, style: Style): string[] => {
  const [first = "", ...more] = wrapped(row.text, textWidth);
  const count = row.count > 0 ? String(row.count) : "";
  const head =
    `${style.colors.bold(padded(shortened(row.label, labelWidth), labelWidth))}${paddedLeft(count, countWidth)}  ${first}`.trimEnd();
  return [head, ...more.map((line) => `${padded(row.trunk, labelWidth + countWidth)}  ${line}`)];
};

const rowsOf = (resource: StateResource, tree: Tree, branch: string, trunk: string): Row[] => {
  const { own, components } = folded(resource, tree);
  const inner = components.flatMap((component, index) => {
    const last = index === components.length - 1;
    return rowsOf(component, tree, `${trunk}${last ? "└─ " : "├─ "}`, `${trunk}${last ? "   " : "│  "}`);
  });
  const label = `${branch}${tree.labels.get(resource.urn) ?? nameOf(resource.urn)}`;
  return [
    { label, count: own.length, text: summary(own), trunk: components.length > 0 ? `${trunk}│` : trunk },
    ...inner,
  ];
};

/** A component that is the only one inside another is shown as part of it. */
const folded = (resource: StateResource, tree: Tree): { own: StateResource[]; components: StateResource[] } => {
  const below = tree.children.get(resource.urn) ?? [];
  // What a plain resource holds (a rule under its group) belongs to the component that holds them both.
  const own = flattened(
    below.filter((child) => !isComponent(child)),
    tree,
  ).filter((child) => !isProvider(child.type));
  // Registered side by side, components come in another order each time; by name a reader finds them.
  const label = (component: StateResource) => tree.labels.get(component.urn) ?? "";
  const components = below.filter(isComponent).sort((one, other) => (label(one) < label(other) ? -1 : 1));
  const [only] = components;
  if (!only || components.length > 1 || resource.type === stackType) return { own, components };
  const inner = folded(only, tree);
  return { own: [...own, ...inner.own], components: inner.components };
};

const flattened = (resources: readonly StateResource[], tree: Tree): StateResource[] =>
  resources.flatMap((resource) => [
    resource,
    ...flattened(
      (tree.children.get(resource.urn) ?? []).filter((child) => !isComponent(child)),
      tree,
    ),
  ]);
