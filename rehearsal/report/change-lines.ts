import type { ChangeEntry, EnvironmentChange, EnvironmentEntry, PropertyChange, RehearsalDocument } from "../document";
import { nameOf, spokenType } from "./state";
import { counted, shortened, type Style, wrapped } from "./text";

const signs: Readonly<Record<string, string>> = { create: "+", delete: "-", update: "~", replace: "±" };

/** The engine's operations, then what the containers' environments differ in. */
export const changeLines = (document: RehearsalDocument, style: Style): string[] => {
  const [listed, grouped] = worthListing(document.changes);
  return [
    ...listed.flatMap((change) => operationLines(change, style)),
    ...grouped.flatMap(([op, type, names]) =>
      wrapped(`${counted(names.length, spokenType(type))}: ${names.join(", ")}`, style.width - 4).map((line, index) =>
        index === 0 ? `${sign(op, style)} ${line}` : `  ${line}`,
      ),
    ),
    ...environmentLines(document.environmentChanges, style),
  ];
};

type Group = [op: string, type: string, names: string[]];

/** Updates and replacements each for itself; creations and deletions of one type together. */
const worthListing = (changes: readonly ChangeEntry[]): [ChangeEntry[], Group[]] => {
  const groups = new Map<string, Group>();
  const listed: ChangeEntry[] = [];
  for (const change of changes) {
    if (change.op !== "create" && change.op !== "delete") {
      listed.push(change);
      continue;
    }
    const key = `${change.op} ${change.type}`;
    const group = groups.get(key) ?? [change.op, change.type, []];
    group[2].push(nameOf(change.urn));
    groups.set(key, group);
  }
  // What is replaced comes first: it is what a reviewer must not miss.
  listed.sort((one, other) => Number(other.op === "replace") - Number(one.op === "replace"));
  return [listed, [...groups.values()]];
};

const sign = (op: string, style: Style): string => {
  const { green, red, yellow, magenta } = style.colors;
  const colors: Record<string, (text: string) => string> = {
    create: green,
    delete: red,
    update: yellow,
    replace: magenta,
  };
  return (colors[op] ?? ((text: string) => text))(signs[op] ?? op);
};

const operationLines = (change: ChangeEntry, style: Style): string[] => {
  const { bold, dim, magenta } = style.colors;
  const why =
    change.op === "replace" ? magenta(` replaced, because of ${change.replaceKeys.join(", ") || "the provider"}`) : "";
  return [
    `${sign(change.op, style)} ${bold(nameOf(change.urn))} ${dim(spokenType(change.type))}${why}`,
    ...change.properties.flatMap((property) => propertyLines(property, style)),
  ];
};

const propertyLines = (property: PropertyChange, style: Style): string[] => {
  const { dim, magenta } = style.colors;
  const mark = property.replaces ? magenta(" (replaces)") : "";
  const label = `    ${property.path}${mark}`;
  const before = valueText(property.before);
  const after = valueText(property.after);
  if (property.path.startsWith("containerDefinitions"))
    return [`${label} ${dim("see the environment below; the rest in --json")}`];
  const text = before === after ? "a new value that is not shown" : `${before} → ${after}`;
  if (property.path.length + text.length + 6 <= style.width) return [`${label}: ${text}`];
  return [
    label,
    `      ${dim("-")} ${shortened(before, style.width - 10)}`,
    `      ${dim("+")} ${shortened(after, style.width - 10)}`,
  ];
};

const valueText = (value: unknown): string => {
  if (value === undefined) return "(none)";
  return typeof value === "string" ? value : JSON.stringify(value);
};

const environmentLines = (changes: readonly EnvironmentChange[], style: Style): string[] => {
  const { bold, dim, green, red, yellow } = style.colors;
  const colors = { add: green, delete: red, update: yellow };
  const lines: string[] = [];
  let container = "";
  for (const change of changes) {
    if (change.container !== container) {
      container = change.container;
      lines.push("", `${bold(container)} ${dim("environment")}`);
    }
    const mark = { add: "+", delete: "-", update: "~" }[change.kind];
    const text = [change.before, change.after]
      .filter((entry) => entry !== undefined)
      .map(entryText)
      .join(" → ");
    lines.push(`${colors[change.kind](mark)} ${shortened(`${change.name} ${text}`, style.width - 4)}`);
  }
  return lines;
};

const entryText = (entry: EnvironmentEntry): string =>
  "secret" in entry ? `secret ${entry.secret}` : entry.value || '""';
