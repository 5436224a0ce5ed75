import type { RehearsalDocument } from "./document";
import { changeLines, changeTitle } from "./change-lines";
import { costLines, costTitle } from "./cost-lines";
import { containerSummaryLines, environmentLines } from "./environment-lines";
import { addressLines, outputLines } from "./output-lines";
import { planLines } from "./plan";
import type { StateResource } from "./state";
import { seconds, type Style, wrapped } from "./text";
import { checkLines, missingSecretLines, verdictLines, warningLines } from "./verdict-lines";

/** What of a rehearsal is shown beside what everybody wants to see. */
export interface Wanted {
  /** Variables of every container, or of those whose name begins so. */
  readonly environment?: true | string;
  /** All outputs of the stack. */
  readonly outputs?: boolean;
  /** Nothing but what `--change` comes to, and whether it held. */
  readonly only?: "change";
}

/** The report that a person reads: what was asked for first, what to do about it last. Secrets are masked before. */
export const reportLines = (
  document: RehearsalDocument,
  resources: readonly StateResource[],
  style: Style,
  wanted: Wanted = {},
): string[] => [
  ...section("Change", changeTitle(document), changeLines(document, style), style),
  ...(wanted.only ? [] : wholeStackSections(document, resources, style, wanted)),
  ...section("Not set yet, needed by pulumi up:", "", missingSecretLines(document), style),
  ...verdictLines(document, style),
];

const wholeStackSections = (
  document: RehearsalDocument,
  resources: readonly StateResource[],
  style: Style,
  wanted: Wanted,
): string[] => [
  ...section("Plan", planTitle(document, resources), planLines(resources, style), style),
  ...section("Cost", costTitle(document.cost), costLines(document, style), style),
  ...outputSections(document, style, wanted),
  ...containerSection(document, style, wanted),
  ...section("Time", "", timeLines(document, style), style),
  ...section("Checks", "", checkLines(document, style), style),
  ...section("Warnings", "", warningLines(document, style), style),
];

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
  const state = !document.change || !document.up ? "" : `, ${document.change.applied ? "after" : "before"} the change`;
  return `${document.stack} · ${document.region} · ${custom} resources on the real engine, against a simulated cloud${state}`;
};

/** What the outputs would be says nothing when the stack did not come up. */
const failedToComeUp = ({ up, held }: RehearsalDocument): boolean => !up && !held;

const outputSections = (document: RehearsalDocument, style: Style, { outputs }: Wanted): string[] => {
  if (failedToComeUp(document)) return [];
  if (outputs) return section("Outputs", "", outputLines(document.outputs, style), style);
  return section("Use", "--outputs shows all outputs", addressLines(document.outputs, style), style);
};

const containerSection = (document: RehearsalDocument, style: Style, { environment }: Wanted): string[] => {
  if (environment === undefined) {
    const subtitle = "--environment [CONTAINER] shows the variables";
    return section("Containers", subtitle, containerSummaryLines(document, style), style);
  }
  const subtitle = "what each container reads from its environment";
  return section("Containers", subtitle, environmentLines(document, style, environment), style);
};

const timeLines = ({ timings }: RehearsalDocument, style: Style): string[] => {
  const total = timings.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const parts = timings.map(({ phase, milliseconds }) => `${phase} ${seconds(milliseconds)}`);
  return wrapped([...parts, `together ${seconds(total)}`].join(" · "), style.width - 2);
};
