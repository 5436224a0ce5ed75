import type { CostEstimate, RehearsalDocument } from "../document";
import { changeLines, changeTitle } from "./change-lines";
import { environmentLines } from "./environment-lines";
import { outputLines } from "./output-lines";
import { planLines } from "./plan";
import { nameOf, type StateResource } from "./state";
import { counted, money, padded, paddedLeft, seconds, type Style, wrapped } from "./text";

/** The report that a person reads: the outcome of the plan first, what did not hold last. Secrets are masked before. */
export const reportLines = (
  document: RehearsalDocument,
  resources: readonly StateResource[],
  style: Style,
): string[] => [
  ...section("Plan", planTitle(document, resources), planLines(resources, style), style),
  ...(document.changes.length + document.environmentChanges.length > 0 || changed(document)
    ? section("Change", changeTitle(document), changeLines(document, style), style)
    : []),
  ...section("Cost", costTitle(document.cost), costLines(document, style), style),
  ...section("Containers", "what each container reads from its environment", environmentLines(document, style), style),
  ...section("Outputs", "", outputLines(document.outputs, style), style),
  ...section("Time", "", timeLines(document, style), style),
  ...section("Checks", "", checkLines(document, style), style),
  ...verdictLines(document, style),
];

const changed = (document: RehearsalDocument) => document.checks.some(({ name }) => name.startsWith("change"));

const section = (title: string, subtitle: string, lines: readonly string[], style: Style): string[] => {
  if (lines.length === 0) return [];
  const { bold, dim, cyan } = style.colors;
  const [first = "", ...more] = subtitle ? wrapped(subtitle, style.width - title.length - 2) : [""];
  return [
    `${bold(cyan(title))}${first ? `  ${dim(first)}` : ""}`,
    ...more.map((line) => `${" ".repeat(title.length)}  ${dim(line)}`),
    ...lines.map((line) => (line ? `  ${line}`.trimEnd() : "")),
    "",
  ];
};

const planTitle = (document: RehearsalDocument, resources: readonly StateResource[]): string => {
  const custom = resources.filter(
    (resource) => resource.custom !== false && !resource.type.startsWith("pulumi:"),
  ).length;
  const state = document.environmentChanges.length + document.changes.length > 0 ? ", after the change" : "";
  return `${document.stack} · ${document.region} · ${custom} resources on the real engine, against a simulated cloud${state}`;
};

const costTitle = (cost: CostEstimate): string =>
  `${cost.region} on-demand list prices of ${cost.priceDate}, ${cost.hoursAMonth} hours a month`;

const costLines = ({ cost, region }: RehearsalDocument, style: Style): string[] => {
  if (cost.components.length + cost.notPriced.length === 0) return [];
  const { bold, dim, yellow } = style.colors;
  const nameWidth = Math.max(5, ...cost.components.map(({ component }) => component.length));
  const amountWidth = Math.max(
    ...[cost.total, ...cost.components.map(({ monthly }) => monthly)].map((amount) => money(amount).length),
  );
  const textWidth = style.width - nameWidth - amountWidth - 6;
  const row = (name: string, amount: string, text: string): string[] => {
    const [first = "", ...more] = wrapped(text, textWidth);
    return [
      `${padded(name, nameWidth)}  ${paddedLeft(amount, amountWidth)}  ${dim(first)}`,
      ...more.map((line) => `${" ".repeat(nameWidth + amountWidth + 4)}${dim(line)}`),
    ];
  };
  return [
    ...cost.components.flatMap(({ component, monthly, items }) => row(component, money(monthly), itemsText(items))),
    `${bold(padded("total", nameWidth))}  ${bold(paddedLeft(money(cost.total), amountWidth))}  a month, without what depends on use`,
    ...labelled("By use", cost.usage.map(({ item, price, unit }) => `${item} $${price}/${unit}`).join(" · "), style),
    ...labelled(
      "Not priced",
      cost.notPriced.map(({ urn, reason }) => `${nameOf(urn)}: ${reason}`).join(" · "),
      style,
      yellow,
    ),
    ...(region === cost.region
      ? []
      : wrapped(`The stack is in ${region}; these are the prices of ${cost.region}.`, style.width - 2).map(yellow)),
  ];
};

/** `2 × NAT gateway` rather than the same words twice. */
const itemsText = (items: readonly { readonly item: string }[]): string => {
  const counts = new Map<string, number>();
  for (const { item } of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].map(([item, count]) => (count === 1 ? item : `${count} × ${item}`)).join(" · ");
};

const labelled = (label: string, text: string, style: Style, color = (line: string) => line): string[] => {
  if (!text) return [];
  const indent = 12;
  return wrapped(text, style.width - indent - 2).map(
    (line, index) => `${padded(index === 0 ? color(label) : "", indent)}${style.colors.dim(line)}`,
  );
};

const timeLines = ({ timings }: RehearsalDocument, style: Style): string[] => {
  const total = timings.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const parts = timings.map(({ phase, milliseconds }) => `${phase} ${seconds(milliseconds)}`);
  return wrapped([...parts, `together ${seconds(total)}`].join(" · "), style.width - 2);
};

const checkLines = ({ checks, placeholders }: RehearsalDocument, style: Style): string[] => {
  const { green, red, dim } = style.colors;
  const lines = checks.map(({ name, held }) => `${held ? green("✓") : red("✗")} ${name}`);
  if (placeholders.length === 0) return lines;
  const names = `secrets replaced by placeholders: ${placeholders.join(", ")}`;
  return [...lines, ...wrapped(names, style.width - 4).map((line, index) => `${index === 0 ? "·" : " "} ${dim(line)}`)];
};

const verdictLines = ({ held, problems, checks }: RehearsalDocument, style: Style): string[] => {
  const { bold, green, red } = style.colors;
  if (held) return [bold(green(`Everything held: ${counted(checks.length, "check").replace(/^check/, "1 check")}.`))];
  return [
    bold(red(`Did not hold: ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}`)),
    ...problems.flatMap((problem) => [
      "",
      ...problem
        .trimEnd()
        .split("\n")
        .flatMap((line) => wrapped(line, style.width - 2, "whole").map((part) => `  ${part}`)),
    ]),
  ];
};
