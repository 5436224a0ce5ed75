import type { ChangeEntry, EnvironmentChange, EnvironmentEntry, PropertyChange, RehearsalDocument } from "../document";
import { spokenKind } from "./facts";
import { namePrefix, shortName } from "./state";
import { counted, shortened, type Style, wrapped } from "./text";

const signs: Readonly<Record<string, string>> = { create: "+", delete: "-", update: "~", replace: "±" };
const verbs: Readonly<Record<string, string>> = {
  replace: "replaced",
  update: "updated",
  create: "created",
  delete: "deleted",
};

/** What a change comes to, in one phrase. */
export const changeTitle = ({ changes }: RehearsalDocument): string => {
  if (changes.length === 0) return "the engine would change nothing";
  const ops = [...Object.keys(verbs), ...changes.map(({ op }) => op)];
  const counts = [...new Set(ops)].map((op) => [op, changes.filter((change) => change.op === op).length] as const);
  return counts
    .filter(([, count]) => count > 0)
    .map(([op, count]) => `${count} ${verbs[op] ?? op}`)
    .join(", ");
};

/** The engine's operations, then what the containers' environments differ in. */
export const changeLines = (document: RehearsalDocument, style: Style): string[] => {
  const prefix = namePrefix(document.project, document.stack);
  const [listed, grouped] = worthListing(document.changes, prefix);
  return [
    ...listed.flatMap((change) => operationLines(change, prefix, style)),
    ...grouped.flatMap(([op, type, names]) =>
      wrapped(`${counted(names.length, spokenKind(type))}: ${names.sort().join(", ")}`, style.width - 4).map(
        (line, index) => (index === 0 ? `${sign(op, style)} ${line}` : `  ${line}`),
      ),
    ),
    ...environmentLines(document.environmentChanges, prefix, style),
  ];
};

type Group = [op: string, type: string, names: string[]];

/** Updates and replacements each for itself; creations and deletions of one type together. */
const worthListing = (changes: readonly ChangeEntry[], prefix: string): [ChangeEntry[], Group[]] => {
  const groups = new Map<string, Group>();
  const listed: ChangeEntry[] = [];
  for (const change of changes) {
    if (change.op !== "create" && change.op !== "delete") {
      listed.push(change);
      continue;
    }
    const key = `${change.op} ${change.type}`;
    const group = groups.get(key) ?? [change.op, change.type, []];
    group[2].push(shortName(change.urn, prefix));
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

const operationLines = (change: ChangeEntry, prefix: string, style: Style): string[] => {
  const { bold, dim, magenta } = style.colors;
  const why = change.op === "replace" ? `replaced, because of ${change.replaceKeys.join(", ") || "the provider"}` : "";
  const head = `${bold(shortName(change.urn, prefix))} ${dim(spokenKind(change.type))}`;
  const [first = "", ...more] = wrapped(
    [head, ...why.split(" ").filter(Boolean).map(magenta)].join(" "),
    style.width - 4,
  );
  return [
    `${sign(change.op, style)} ${first}`,
    ...more.map((line) => `  ${line}`),
    ...change.properties.flatMap((property) => propertyLines(property, style)),
  ];
};

const propertyLines = (property: PropertyChange, style: Style): string[] => {
  const { dim, magenta } = style.colors;
  const label = `    ${property.path}${property.replaces ? magenta(" (replaces)") : ""}`;
  if (property.path.startsWith("containerDefinitions"))
    return [`${label}: ${dim("the environment is compared below, all of it is in --json")}`];
  const before = valueText(property.before);
  const after = valueText(property.after);
  const text = before === after ? dim("a new value that is not shown") : `${before} → ${after}`;
  if (property.path.length + before.length + after.length + 22 <= style.width) return [`${label}: ${text}`];
  return [
    label,
    `      ${dim("-")} ${shortened(before, style.width - 10)}`,
    `      ${dim("+")} ${shortened(after, style.width - 10)}`,
  ];
};

/** An ARN is shown from the resource on; account and region are the same for all. */
const valueText = (value: unknown): string => {
  if (value === undefined) return "(none)";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^arn:[^:]*:[^:]*:[^:]*:[^:]*:/.test(text) ? text.split(":").slice(5).join(":") : text;
};

/** Containers whose environments change in the same way are shown together. */
const environmentLines = (changes: readonly EnvironmentChange[], prefix: string, style: Style): string[] => {
  const { bold, dim, green, red, yellow } = style.colors;
  const colors = { add: green, delete: red, update: yellow };
  const byContainer = new Map<string, string[]>();
  for (const change of changes) {
    const mark = { add: "+", delete: "-", update: "~" }[change.kind];
    const entries = [change.before, change.after].filter((entry) => entry !== undefined);
    const text = entries.map((entry) => entryText(entry, prefix)).join(" → ");
    const line = `${colors[change.kind](mark)} ${shortened(`${change.name} ${text}`, style.width - 4)}`;
    byContainer.set(change.container, [...(byContainer.get(change.container) ?? []), line]);
  }
  const containersByLines = new Map<string, string[]>();
  for (const [container, lines] of byContainer) {
    const text = lines.join("\n");
    containersByLines.set(text, [...(containersByLines.get(text) ?? []), container]);
  }
  return [...containersByLines].flatMap(([text, containers]) => [
    "",
    ...wrapped(`${containers.join(", ")} environment`, style.width - 2).map((line) =>
      bold(line).replace(/environment/, dim("environment")),
    ),
    ...text.split("\n"),
  ]);
};

const entryText = (entry: EnvironmentEntry, prefix: string): string => {
  if (!("secret" in entry)) return entry.value || '""';
  return `secret ${entry.secret.startsWith(prefix) ? entry.secret.slice(prefix.length) : entry.secret}`;
};
