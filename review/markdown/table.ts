import { money } from "../../rehearsal/report/text";
import type { Downtime } from "../../rehearsal/consequences/consequences";
import type { Outcome, StackReview } from "../model";
import { prose } from "./escape";

const verdicts: Readonly<Record<Outcome, string>> = {
  fine: "fine",
  look: "needs a look",
  fails: "does not come up",
};
const signs: Readonly<Record<Outcome, string>> = { fine: "✅", look: "⚠️", fails: "❌" };

export const verdictWords = ({ outcome, kind }: StackReview): string =>
  `${verdicts[outcome]}${{ added: " (new stack)", removed: " (stack file removed)", same: "", changed: "" }[kind]}`;

const verdictText = (stack: StackReview): string => `${signs[stack.outcome]} ${verdictWords(stack)}`;

/** `+2 ~3 ±1 −0`, only what there is; a word where the numbers are no change. */
export const resourcesText = ({ kind, resources, headUp }: StackReview): string => {
  const { create, update, replace, delete: gone, total } = resources;
  if (kind === "added") return `+${total}`;
  if (kind === "removed") return `${total} exist`;
  const parts = [
    ["+", create],
    ["~", update],
    ["±", replace],
    ["−", gone],
  ].filter(([, count]) => count !== 0);
  if (parts.length > 0) return parts.map(([sign, count]) => `${sign}${count}`).join(" ");
  return headUp === false ? "?" : "none";
};

export const costText = ({ cost: { before, after } }: StackReview): string => {
  if (before === undefined && after === undefined) return "–";
  if (before === undefined) return money(after!);
  if (after === undefined) return money(before);
  if (before === after) return `${money(after)}, as before`;
  return `${money(before)} → ${money(after)}`;
};

export const minutesText = ({ minutes }: Downtime): string =>
  minutes ? ` ${minutes[0] === minutes[1] ? minutes[0] : `${minutes[0]}–${minutes[1]}`} min` : "";

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `server stops 3–10 min: migration`. */
export const downText = (down: Downtime): string => {
  const { service, what, why } = down;
  if (what === "rolls") return `${service} rolls`;
  if (what === "cut") return `${capital(service)}'s runs are cut`;
  const verb = what === "gone" ? "is gone" : "stops";
  return `${service} ${verb}${minutesText(down)}${why[0] ? `: ${why[0]}` : ""}`;
};

/** The worst of it in words, then how much there is. */
export const accessWords = ({ consequences: { access } }: StackReview): string => {
  const warned = access.find(({ warning, direction }) => warning && direction !== "narrowed");
  const count = (direction: string) => access.filter((one) => one.direction === direction && !one.expected).length;
  const parts = (["widened", "narrowed", "changed"] as const)
    .map((direction) => [count(direction), direction] as const)
    .filter(([number]) => number > 0)
    .map(([number, direction]) => `${number} ${direction}`);
  return [warned?.warning ?? "", parts.join(", ")].filter(Boolean).join("; ");
};

/** What is lost with `up`, then which guards are: protection, encryption, logging, alarms. */
export const dataWords = ({ consequences: { data, losses }, kind }: StackReview): string => {
  if (kind === "removed") return "see below";
  const lost = data.filter(({ risk }) => risk === "lost");
  const stores =
    lost.length === 1 ? `${lost[0]!.resource} is lost` : lost.length > 1 ? `${lost.length} stores are lost` : "";
  const exposed = data.length > lost.length ? `${data.length - lost.length} less room` : "";
  const guards = [...new Set(losses.map(({ kind: guard }) => guard))].map((guard) => `less ${guard}`);
  return [stores, exposed, ...guards].filter(Boolean).join("; ").replace("less alarm", "fewer alarms");
};

/** A cell that must not be passed over is bold. */
const cell = (words: string, bold: boolean): string =>
  words === "" ? "–" : bold ? `**${prose(words)}**` : prose(words);

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const heads = ["Stack", "Verdict", "Resources", "Cost a month", "Down", "Data and guards", "Access"];

/** One row for each stack in which something changes, and a line for the others. */
export const tableLines = (stacks: readonly StackReview[]): string[] => {
  const shown = stacks.filter(({ kind }) => kind !== "same");
  const same = stacks.filter(({ kind }) => kind === "same").map(({ stack }) => prose(stack));
  const rows = shown.map((stack) =>
    row([
      prose(stack.stack),
      verdictText(stack),
      resourcesText(stack),
      costText(stack),
      stack.consequences.downtime.map((down) => prose(downText(down))).join("; ") || "–",
      cell(
        dataWords(stack),
        stack.consequences.data.some(({ risk }) => risk === "lost"),
      ),
      cell(
        accessWords(stack),
        stack.consequences.access.some(({ warning, direction }) => warning && direction !== "narrowed"),
      ),
    ]),
  );
  return [
    ...(rows.length > 0 ? [row(heads), row(heads.map(() => "---")), ...rows] : []),
    ...(same.length > 0 ? [...(rows.length > 0 ? [""] : []), `Nothing changes in ${same.join(", ")}.`] : []),
  ];
};
