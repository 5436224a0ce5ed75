import { code } from "../markdown/escape";
import type { Disagreement } from "./agreement";
import type { PlannedChange } from "./engine-preview";

/** What a reader wants to see first. */
const order = ["gone", "delete", "replace", "drift", "update", "create"];
const rank = (op: string) => (order.includes(op) ? order.indexOf(op) : order.length);
const most = 100;

const nameOf = (urn: string) => urn.split("::").slice(3).join("::");
const typeOf = (urn: string) => urn.split("::")[2]?.split("$").at(-1) ?? "";
const resource = (urn: string) => `${code(nameOf(urn))} (${code(typeOf(urn))})`;

const limited = (rows: readonly string[]) =>
  rows.length <= most ? rows : [...rows.slice(0, most), `| … | and ${rows.length - most} more | |`];

/** The changes as a table, the ones that take something away first; property names and no values. */
export function changeTable(changes: readonly PlannedChange[]): string {
  if (changes.length === 0) return "No change.";
  const rows = [...changes]
    .sort((a, b) => rank(a.op) - rank(b.op) || nameOf(a.urn).localeCompare(nameOf(b.urn)))
    .map(
      ({ op, urn, properties }) => `| ${op} | ${resource(urn)} | ${properties.map((one) => code(one)).join(", ")} |`,
    );
  return ["| | resource | properties |", "| --- | --- | --- |", ...limited(rows)].join("\n");
}

/** Whether the preview agrees with the review, in a sentence or a table. */
export function agreementText(differing: readonly Disagreement[]): string {
  if (differing.length === 0) return "**Agrees with the review**: the same resources change in the same way.";
  const rows = differing.map((one) => `| ${resource(one.urn)} | ${one.review ?? "–"} | ${one.preview ?? "–"} |`);
  return [
    `**Differs from the review** in ${differing.length === 1 ? "one resource" : `${differing.length} resources`}. The review compares ` +
      "two commits; so what is deployed is not the base of this change, or somebody changed the account.",
    "",
    "| resource | review | preview |",
    "| --- | --- | --- |",
    ...limited(rows),
  ].join("\n");
}
