import { spokenKind } from "../cards/cards";
import type {
  ContainerChange,
  EnvironmentChange,
  EnvironmentEntry,
  PropertyChange,
  RehearsalDocument,
  RequestedChange,
} from "./document";
import type { Consequences } from "../consequences/consequences";
import { type ChangeGroup, changeGroups } from "./change-groups";
import { consequenceLines } from "./consequence-lines";
import { kindsOf } from "./plan";
import { namePrefix, typeOf } from "./state";
import { counted, money, type Style, wrapped } from "./text";
import { differenceLines, valueText } from "./value-lines";

const signs: Readonly<Record<string, string>> = { create: "+", delete: "-", update: "~", replace: "±" };
const verbs: Readonly<Record<string, string>> = {
  replace: "replaced",
  update: "updated",
  delete: "deleted",
  create: "created",
};

/** What a change comes to, in one phrase. */
export const changeTitle = (document: RehearsalDocument): string => {
  const asked = document.change?.settings.map(({ key, value }) => `${key.replace(/^openmetadata:/, "")}=${value}`);
  return asked?.join(", ") ?? "";
};

/** `2 replaced, 18 updated`; components, which are only names in the state, not counted. */
export const changeCounts = ({ changes }: RehearsalDocument): string => {
  const real = changes.filter(({ component }) => !component);
  const ops = [...new Set([...Object.keys(verbs), ...real.map(({ op }) => op)])];
  return ops
    .map((op) => [op, real.filter((change) => change.op === op).length] as const)
    .filter(([, count]) => count > 0)
    .map(([op, count]) => `${count} ${verbs[op] ?? op}`)
    .join(", ");
};

/** `+$194.70 a month`; nothing when the cost stays as it is. */
export const costDifference = ({ costBefore, costAfter }: RequestedChange): string => {
  if (costAfter === undefined || costAfter === costBefore) return "";
  return `${costAfter > costBefore ? "+" : "-"}${money(Math.abs(costAfter - costBefore))} a month`;
};

/** What comes of the change in one line, what is lost by it, then each operation and each container that differs. */
export const changeLines = (document: RehearsalDocument, style: Style): string[] => {
  const { change } = document;
  if (!change) return [];
  const prefix = namePrefix(document.project, document.stack);
  const { bold, yellow } = style.colors;
  const headline = wrapped(headlineOf(document, change), style.width - 2).map(change.applied ? bold : yellow);
  return [
    ...headline,
    ...change.warnings.flatMap((warning) => noted(warning, style.colors.red, style)),
    ...protectionLines(change, style),
    ...(document.consequences ? consequenceLines(withoutProtection(document.consequences), style) : []),
    ...changeGroups(document.changes, prefix).flatMap((group) => groupLines(group, style)),
    ...containerLines(document, prefix, style),
  ];
};

/** Said above for all resources together. */
const withoutProtection = (consequences: Consequences): Consequences => ({
  ...consequences,
  losses: consequences.losses.filter(({ text }) => text !== "pulumi may delete it"),
});

const headlineOf = (document: RehearsalDocument, change: RequestedChange): string => {
  if (!change.planned) return "Not planned: see what did not hold, below.";
  const counts = changeCounts(document) || "The engine would change nothing";
  const parts = [counts, costDifference(change)].filter((part) => part !== "").join(" · ");
  return change.applied ? parts : `Planned and not applied, since up failed: ${parts}`;
};

const noted = (text: string, color: (text: string) => string, style: Style): string[] =>
  wrapped(text, style.width - 4).map((line, index) => `${index === 0 ? color("!") : " "} ${line}`);

const protectionLines = ({ protected: now, unprotected }: RequestedChange, style: Style): string[] => {
  const line = (urns: readonly string[], what: string, color: (text: string) => string): string[] => {
    if (urns.length === 0) return [];
    const resources = urns.length === 1 ? "1 resource" : `${urns.length} resources`;
    return noted(`${resources} ${what}: ${kindsOf(urns.map((urn) => ({ type: typeOf(urn) })))}`, color, style);
  };
  return [
    ...line(unprotected, "no longer protected against deletion", style.colors.red),
    ...line(now, "protected against deletion from now on", style.colors.green),
  ];
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

const groupLines = ({ op, type, names, replaceKeys, properties, newRevision }: ChangeGroup, style: Style): string[] => {
  const { dim, magenta } = style.colors;
  const kind = spokenKind(type);
  const [name = ""] = names;
  const one = name === kind ? kind : `${name} ${kind}`;
  const head = names.length === 1 ? one : `${counted(names.length, kind)}: ${names.join(", ")}`;
  const why = op === "replace" ? ` replaced, because of ${replaceKeys.join(", ") || "the provider"}` : "";
  const revision = newRevision ? " (the new task definition)" : "";
  const [first = "", ...more] = wrapped(`${head}${why}${revision}`, style.width - 4);
  const paint = (line: string) =>
    line.replace(why.trim(), (text) => (text ? magenta(text) : "")).replace(revision, dim);
  return [
    `${sign(op, style)} ${paint(first)}`,
    ...more.map((line) => `  ${paint(line)}`),
    ...properties.flatMap((property) => propertyLines(property, style)),
  ];
};

const propertyLines = (property: PropertyChange, style: Style): string[] => {
  const label = `${property.path}${property.replaces ? " (replaces)" : ""}`;
  if (property.path.startsWith("containerDefinitions")) return [];
  return differenceLines(label, property.before, property.after, "    ", style);
};

/** Containers whose contents change in the same way are shown together. */
const containerLines = (document: RehearsalDocument, prefix: string, style: Style): string[] => {
  const { bold } = style.colors;
  const byContainer = new Map<string, string[]>();
  const add = (container: string, lines: readonly string[]) =>
    byContainer.set(container, [...(byContainer.get(container) ?? []), ...lines]);
  const isWhole = new Set(
    document.containerChanges.filter(({ property }) => !property).map(({ container }) => container),
  );
  for (const change of document.containerChanges) add(change.container, contentLines(change, style));
  for (const change of document.environmentChanges)
    if (!isWhole.has(change.container)) add(change.container, variableLines(change, prefix, style));
  const containersByLines = new Map<string, string[]>();
  for (const [container, lines] of byContainer) {
    const text = lines.join("\n");
    containersByLines.set(text, [...(containersByLines.get(text) ?? []), container]);
  }
  return [...containersByLines].flatMap(([text, containers]) => [
    "",
    ...wrapped(`container${containers.length > 1 ? "s" : ""} ${containers.join(", ")}`, style.width - 2).map(bold),
    ...text.split("\n"),
  ]);
};

const marks = { add: "+", delete: "-", update: "~" } as const;

const mark = (kind: keyof typeof marks, style: Style): string => {
  const { green, red, yellow } = style.colors;
  return { add: green, delete: red, update: yellow }[kind](marks[kind]);
};

/** A list with one more, one less or another entry is shown by its entries where it has few. */
const contentLines = ({ property, kind, before, after }: ContainerChange, style: Style): string[] => {
  if (!property) {
    const [word, image] = kind === "add" ? ["a new container", after] : ["this container goes", before];
    return [`${mark(kind, style)} ${word}, image ${valueText(image)}`];
  }
  return marked(differenceLines(property, before, after, "  ", style), kind, style);
};

const variableLines = ({ name, kind, before, after }: EnvironmentChange, prefix: string, style: Style): string[] => {
  if (kind === "update" && before && after)
    return marked(differenceLines(name, entryText(before, prefix), entryText(after, prefix), "  ", style), kind, style);
  const entry = kind === "add" ? after : before;
  const [first = "", ...more] = wrapped(`${name} ${entry ? entryText(entry, prefix) : ""}`, style.width - 4);
  return [`${mark(kind, style)} ${first}`, ...more.map((line) => `  ${line}`)];
};

/** The sign in the two columns that the first line leaves free. */
const marked = ([first = "", ...more]: readonly string[], kind: keyof typeof marks, style: Style): string[] => [
  `${mark(kind, style)} ${first.slice(2)}`,
  ...more,
];

const entryText = (entry: EnvironmentEntry, prefix: string): string => {
  if (!("secret" in entry)) return entry.value || '""';
  return `secret ${entry.secret.startsWith(prefix) ? entry.secret.slice(prefix.length) : entry.secret}`;
};
