import type { CostEstimate, RehearsalDocument, RequestedChange } from "./document";
import { costDifference } from "./change-lines";
import { nameOf } from "./state";
import { counted, money, padded, paddedLeft, type Style, wrapped } from "./text";

export const costTitle = (cost: CostEstimate): string =>
  `${cost.region} on-demand list prices of ${cost.priceDate}, ${cost.hoursAMonth} hours a month`;

/** What each component costs a month, the total, and what is in neither. */
export const costLines = ({ change, cost, region }: RehearsalDocument, style: Style): string[] => {
  if (cost.components.length + cost.notPriced.length === 0) return [];
  const { yellow } = style.colors;
  return [
    ...rows(cost, change, style),
    ...labelled("By use", cost.usage.map(({ item, price, unit }) => `${item} $${price}/${unit}`).join(" · "), style),
    ...labelled(
      "Not priced",
      cost.notPriced.map(({ urn, reason }) => `${nameOf(urn)}: ${reason}`).join(" · "),
      style,
      yellow,
    ),
    ...labelled("On arm64", arm64Text(cost), style),
    ...(region === cost.region
      ? []
      : wrapped(
          `The stack is in ${region}; these are the prices of ${cost.region}. Its own: npm run refresh-prices -- ${region}`,
          style.width - 2,
        ).map(yellow)),
  ];
};

const arm64Text = ({ arm64Saving }: CostEstimate): string =>
  arm64Saving > 0
    ? `the tasks would cost ${money(arm64Saving)} less: server.architecture and airflow.architecture; drivers in requirements must exist for arm64`
    : "";

const rows = (cost: CostEstimate, change: RequestedChange | undefined, style: Style): string[] => {
  const { bold, dim } = style.colors;
  const nameWidth = Math.max(5, ...cost.components.map(({ component }) => component.length));
  const amounts = [cost.total, ...cost.components.map(({ monthly }) => monthly)];
  const amountWidth = Math.max(...amounts.map((amount) => money(amount).length));
  const row = (name: string, amount: string, text: string): string[] => {
    const [first = "", ...more] = wrapped(text, style.width - nameWidth - amountWidth - 6);
    return [
      `${padded(name, nameWidth)}  ${paddedLeft(amount, amountWidth)}  ${dim(first)}`,
      ...more.map((line) => `${" ".repeat(nameWidth + amountWidth + 4)}${dim(line)}`),
    ];
  };
  return [
    ...cost.components.flatMap(({ component, monthly, items }) => row(component, money(monthly), itemsText(items))),
    ...row(bold("total"), bold(money(cost.total)), ["a month, without what depends on use", aside(change)].join("")),
  ];
};

const aside = (change: RequestedChange | undefined): string => {
  if (!change?.planned) return "";
  const difference = costDifference(change);
  if (difference === "") return "; the same before the change";
  if (change.applied) return `; before the change ${money(change.costBefore)} (${difference.replace(" a month", "")})`;
  return `; with the change ${money(change.costAfter ?? change.costBefore)} (${difference.replace(" a month", "")})`;
};

/** `2 NAT gateways` rather than the same words twice. */
const itemsText = (items: readonly { readonly item: string }[]): string => {
  const counts = new Map<string, number>();
  for (const { item } of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts]
    .map(([item, count]) =>
      /\d/.test(item.replace(/IPv4/, "")) && count > 1 ? `${count} × ${item}` : counted(count, item),
    )
    .join(" · ");
};

const labelled = (label: string, text: string, style: Style, color = (line: string) => line): string[] => {
  if (!text) return [];
  const indent = 12;
  return wrapped(text, style.width - indent - 2).map(
    (line, index) => `${padded(index === 0 ? color(label) : "", indent)}${style.colors.dim(line)}`,
  );
};
