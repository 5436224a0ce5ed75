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

/** What a refresh found, those whose properties it does not name as a number; empty where nothing drifted. */
export function driftText(changes: readonly PlannedChange[], unnamed: number): string {
  if (changes.length + unnamed === 0) return "";
  const more = `${unnamed} ${unnamed === 1 ? "resource differs" : "resources differ"} in what only ${code("pulumi refresh --preview-only --diff")} shows, such as the count of a service.`;
  const parts = [...(changes.length > 0 ? [changeTable(changes)] : []), ...(unnamed > 0 ? [more] : [])];
  return `The account is not as the state says:\n\n${parts.join("\n\n")}\n`;
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
