import type { EnvironmentEntry, RehearsalDocument } from "./document";
import { namePrefix } from "./state";
import { padded, shortened, type Style, wrapped } from "./text";

type Entries = readonly EnvironmentEntry[];

/** Fewer than this many variables are shown in full even where they repeat the main container's. */
const fewVariables = 8;

const containerNames = ({ environments }: RehearsalDocument): string[] =>
  Object.keys(environments).sort((one, other) => depth(one) - depth(other) || (one < other ? -1 : 1));

/** One line for each container: how many variables it reads, and how many of them from secrets. */
export const containerSummaryLines = (document: RehearsalDocument, style: Style): string[] => {
  const { environments } = document;
  const names = containerNames(document);
  const width = Math.max(0, ...names.map((name) => name.length));
  return names.flatMap((name) => {
    const entries = environments[name] ?? [];
    const main = name.split(".")[0] ?? "";
    const likeMain = main === name ? undefined : differenceOf(environments[main] ?? [], entries);
    const exact = likeMain && likeMain.own.length + likeMain.missing.length === 0;
    const text = exact ? `the same variables as ${main}` : variableCounts(entries);
    const [first = "", ...more] = wrapped(text, style.width - width - 4);
    return [`${padded(name, width)}  ${first}`, ...more.map((line) => `${" ".repeat(width)}  ${line}`)];
  });
};

const variableCounts = (entries: Entries): string => {
  const secrets = entries.filter((entry) => "secret" in entry).length;
  const variables = entries.length === 1 ? "1 variable" : `${entries.length || "no"} variables`;
  return secrets > 0 ? `${variables}, ${secrets} secret` : variables;
};

/**
 * The main containers first, one variable a line. A step that gets much the same environment as its main container is
 * shown as the difference.
 */
export const environmentLines = (document: RehearsalDocument, style: Style, wanted: true | string = true): string[] => {
  const { environments, project, stack } = document;
  const all = containerNames(document);
  const names = all.filter((name) => wanted === true || name === wanted || name.startsWith(`${wanted}.`));
  if (names.length === 0 && all.length > 0)
    return wrapped(`There is no container ${String(wanted)}; the stack has ${all.join(", ")}.`, style.width - 2);
  const silent = names.filter((name) => environments[name]?.length === 0);
  const prefix = namePrefix(project, stack);
  const blocks = names
    .filter((name) => !silent.includes(name))
    .map((name) => {
      const entries = environments[name] ?? [];
      const main = name.split(".")[0] ?? "";
      const likeMain = main === name ? undefined : differenceOf(environments[main] ?? [], entries);
      return likeMain
        ? differenceLines(name, main, likeMain, prefix, style)
        : containerLines(name, entries, prefix, style);
    });
  const lines = blocks.flatMap((block) => [...block, ""]);
  if (silent.length > 0) return [...lines, ...wrapped(`${silent.join(", ")}: no variables`, style.width - 2)];
  return lines.slice(0, -1);
};

const depth = (name: string): number => name.split(".").length;

const same = (one: EnvironmentEntry | undefined, other: EnvironmentEntry): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

interface Difference {
  readonly missing: readonly string[];
  readonly own: Entries;
}

/** What a container has unlike another; undefined when they have too little in common for that to be shorter. */
const differenceOf = (base: Entries, entries: Entries): Difference | undefined => {
  const byName = new Map(base.map((entry) => [entry.name, entry]));
  const names = new Set(entries.map(({ name }) => name));
  const own = entries.filter((entry) => !same(byName.get(entry.name), entry));
  const missing = base.filter(({ name }) => !names.has(name)).map(({ name }) => name);
  const worthwhile = entries.length >= fewVariables && own.length + missing.length < entries.length / 2;
  return worthwhile ? { own, missing } : undefined;
};

const differenceLines = (
  name: string,
  main: string,
  { own, missing }: Difference,
  prefix: string,
  style: Style,
): string[] => {
  const { bold, dim } = style.colors;
  const exact = own.length + missing.length === 0;
  return [
    `${bold(name)} ${dim(exact ? `the same variables as ${main}` : `the variables of ${main}, except`)}`,
    ...entryLines(own, prefix, style),
    ...(missing.length > 0
      ? wrapped(`without ${missing.join(", ")}`, style.width - 4).map((line) => dim(`  ${line}`))
      : []),
  ];
};

const containerLines = (container: string, entries: Entries, prefix: string, style: Style): string[] => {
  const { bold, dim } = style.colors;
  const empty = entries.filter((entry) => "value" in entry && entry.value === "").map(({ name }) => name);
  return [
    `${bold(container)} ${dim(variableCounts(entries))}`,
    ...entryLines(
      entries.filter(({ name }) => !empty.includes(name)),
      prefix,
      style,
    ),
    ...(empty.length > 0 ? wrapped(`empty: ${empty.join(", ")}`, style.width - 4).map((line) => dim(`  ${line}`)) : []),
  ];
};

const entryLines = (entries: Entries, prefix: string, style: Style): string[] => {
  const nameWidth = Math.min(Math.max(...entries.map(({ name }) => name.length), 0), Math.floor(style.width * 0.6));
  const valueWidth = style.width - nameWidth - 6;
  return entries.map((entry) => {
    const name = padded(shortened(entry.name, nameWidth), nameWidth);
    if (!("secret" in entry)) return `  ${name}  ${shortened(entry.value.replaceAll("\n", "⏎"), valueWidth)}`;
    const secret = entry.secret.startsWith(prefix) ? entry.secret.slice(prefix.length) : entry.secret;
    return `  ${name}  ${style.colors.yellow(shortened(`secret ${secret}`, valueWidth))}`;
  });
};
