import type { Flavour } from "../arguments";
import type { ReviewDocument, StackReview } from "../model";
import { prose } from "./escape";
import { type Section, sectionsOf } from "./sections";
import { tableLines } from "./table";

/** By this the comment is found again and edited in place; it shows nowhere. */
export const marker = "<!-- openmetadata-review -->";

const shortHash = (commit: string): string => commit.slice(0, 10);

/** Bitbucket shows no HTML, so nothing folds there. */
const folds = (flavour: Flavour): boolean => flavour !== "bitbucket";

interface Placed extends Section {
  readonly stack: StackReview;
}

/** The comment: the table always, then as many sections as there is room for, the ones that matter most first. */
export const markdownOf = (document: ReviewDocument, flavour: Flavour, limit: number): string => {
  const head = headLines(document).join("\n");
  const sections = document.stacks.flatMap((stack): Placed[] =>
    sectionsOf(stack, prefixOf(stack)).map((section) => ({ ...section, stack })),
  );
  const tail = tailLines(document, flavour).join("\n");
  const room = limit - head.length - tail.length - leftOutRoom;
  const kept = fitting(sections, flavour, room);
  const left = sections.filter((section) => !kept.has(section));
  const body = document.stacks.map((stack) => {
    const own = sections.filter((section) => section.stack === stack && kept.has(section));
    return own.length === 0 ? "" : [stackTitle(stack), ...own.map((one) => shown(one, flavour))].join("\n\n");
  });
  return [head, ...body.filter(Boolean), leftOutText(left), tail].filter(Boolean).join("\n\n") + "\n";
};

/** Names in a task's variables and resources begin with project and stack; the project is this one. */
const prefixOf = ({ stack }: StackReview): string => `openmetadata-${stack}-`;

const stackTitle = ({ stack }: StackReview): string => `### ${prose(stack)}`;

const headLines = (document: ReviewDocument): string[] => [
  marker,
  "## What this change does",
  "",
  ...tableLines(document.stacks),
  ...(document.stacks.length === 0 ? ["No stack file on either side."] : []),
  ...document.notes.flatMap((note) => ["", `> ${prose(note)}`]),
];

const tailLines = ({ base, head }: ReviewDocument, flavour: Flavour): string[] => {
  const text =
    `Compared with the merge base ${shortHash(base.commit)} of ${prose(base.ref)}, not with what is deployed; ` +
    `head ${shortHash(head.commit)}. Real engine, simulated account, no credentials; times down are estimates.`;
  return [folds(flavour) ? `<sub>${text}</sub>` : text];
};

const shown = ({ title, open, body }: Section, flavour: Flavour): string => {
  if (!folds(flavour)) return `**${title}**\n\n${body}`;
  if (open) return `**${title}**\n\n${body}`;
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
};

const leftOutRoom = 400;

const fitting = (sections: readonly Placed[], flavour: Flavour, room: number): ReadonlySet<Placed> => {
  const kept = new Set<Placed>();
  const titled = new Set<StackReview>();
  let used = 0;
  for (const section of [...sections].sort((one, other) => one.rank - other.rank)) {
    const title = titled.has(section.stack) ? 0 : stackTitle(section.stack).length + 2;
    const length = shown(section, flavour).length + 2 + title;
    if (used + length > room) continue;
    used += length;
    titled.add(section.stack);
    kept.add(section);
  }
  return kept;
};

const leftOutText = (left: readonly Placed[]): string => {
  if (left.length === 0) return "";
  const names = left.map(({ stack, title }) => `${prose(stack.stack)}: ${title}`);
  const list = names.slice(0, 6).join("; ");
  return `Left out for want of room: ${list}${names.length > 6 ? ` and ${names.length - 6} more` : ""}. The report has them.`;
};
