import { spokenKind } from "../../rehearsal/cards/cards";
import type { EnvironmentEntry } from "../../rehearsal/report/document";
import type { ChangeGroup } from "../../rehearsal/report/change-groups";
import { counted, money } from "../../rehearsal/report/text";
import { valueText } from "../../rehearsal/report/value-lines";
import { alike, basesOf, containersAlike } from "../alike";
import { groupsByPart } from "../by-part";
import type { StackReview, ValueChange } from "../model";
import { block, code, prose } from "./escape";
import { downText } from "./table";

/** A part of a stack's report that is shown whole or not at all. */
export interface Section {
  readonly title: string;
  /** Smaller stays longer when there is too little room. */
  readonly rank: number;
  /** Shown open rather than folded. */
  readonly open: boolean;
  readonly body: string;
}

const mostLines = 80;
/** A long list is cut between its entries, and says so. */
const limited = (lines: readonly string[], most = mostLines): string[] =>
  lines.length <= most ? [...lines] : [...lines.slice(0, most), `… and ${lines.length - most} more (see the report)`];

const section = (rank: number, title: string, open: boolean, body: string | readonly string[]): Section[] => {
  const text = typeof body === "string" ? body : body.join("\n");
  return text === "" ? [] : [{ title, rank, open, body: text }];
};

/** Everything that there is to say of a stack, in the order in which it is read. */
export const sectionsOf = (stack: StackReview, prefix: string): Section[] => [
  ...section(0, "Why it does not come up", true, refusalText(stack.refusals)),
  ...section(1, "Look at", true, concernLines(stack)),
  ...section(1, "What destroy would take", true, storeLines(stack)),
  ...section(2, "Secrets to set before pulumi up", true, secretText(stack)),
  ...section(3, "Settings", false, valueLines(stack.settings)),
  ...section(4, "Access", false, accessLines(stack)),
  ...section(5, "Downtime", false, downtimeLines(stack)),
  ...section(6, "Environment", false, environmentText(stack, prefix)),
  ...section(7, "Containers", false, containerLines(stack)),
  ...section(8, "Cost", false, costLines(stack)),
  ...section(9, "Resources", false, resourceText(stack, prefix)),
  ...section(10, "Outputs", false, valueLines(stack.outputs)),
  ...section(
    11,
    "Warnings",
    false,
    stack.warnings.map((warning) => `- ${prose(warning)}`),
  ),
  ...section(12, "The base does not come up", false, refusalText(stack.baseRefusals)),
];

const refusalText = (refusals: readonly string[]): string =>
  refusals.length === 0 ? "" : block(limited(refusals.join("\n").split("\n")), "text");

const concernLines = ({ concerns }: StackReview): string[] =>
  limited(
    concerns.map(({ kind, text, accepted }) => `- **${kind}**${accepted ? " (accepted)" : ""}: ${prose(text)}`),
    20,
  );

const secretText = ({ secretsToSet, secretsChanged }: StackReview): string => {
  const commands = secretsToSet.map(({ command }) => command);
  return [
    ...(commands.length > 0 ? [block(commands, "sh")] : []),
    ...secretsChanged.map((key) => `- ${code(key)} may have changed: the stack file holds something else for it.`),
  ].join("\n");
};

const valueLines = (changes: readonly ValueChange[]): string[] =>
  limited(
    changes.map(({ key, kind, before = "", after = "" }) => {
      if (kind === "add") return `- ${code(key)}: ${code(after)} (new)`;
      return kind === "delete"
        ? `- ${code(key)}: ${code(before)} (removed)`
        : `- ${code(key)}: ${code(before)} → ${code(after)}`;
    }),
  );

const cells = (...texts: readonly string[]): string => `| ${texts.join(" | ")} |`;

const storeLines = ({ stores }: StackReview): string[] =>
  stores.length === 0
    ? []
    : [
        cells("Store", "Gone with it", "Stopped by", "Left"),
        cells("---", "---", "---", "---"),
        ...limited(
          stores.map(({ kind, names, holds, stoppedBy, left }) =>
            cells(
              code(`${kind} ${names.join(", ")}`, 400),
              prose(holds),
              stoppedBy.length > 0 ? prose(stoppedBy.join("; ")) : "**nothing**",
              prose(left.join("; ")) || "nothing",
            ),
          ),
          40,
        ),
      ];

const accessLines = ({ consequences: { access } }: StackReview): string[] => {
  if (access.length === 0) return [];
  const rows = access.map(({ direction, who, text, warning }) =>
    cells(
      { widened: "+ wider", narrowed: "− narrower", changed: "! changed" }[direction],
      code(who),
      `${code(text, 200)}${warning ? ` **${prose(warning)}**` : ""}`,
    ),
  );
  return [cells("", "Who", "What"), cells("---", "---", "---"), ...limited(rows, 40)];
};

const downtimeLines = ({ consequences: { downtime } }: StackReview): string[] => [
  ...downtime.map((down) => {
    const [, ...more] = down.why;
    return `- ${prose(downText(down))}${more.length > 0 ? prose(`; also: ${more.join(", ")}`) : ""}`;
  }),
  ...basesOf(downtime).flatMap((basis) => ["", prose(basis)]),
];

const entryText = (entry: EnvironmentEntry | undefined, prefix: string): string => {
  if (!entry) return "";
  if (!("secret" in entry)) return ` = ${entry.value === "" ? '""' : entry.value}`;
  return ` from secret ${entry.secret.startsWith(prefix) ? entry.secret.slice(prefix.length) : entry.secret}`;
};

const short = (text: string): string => (text.length > 160 ? `${text.slice(0, 159)}…` : text);

/** Variables by container, the sign in column 0, where platforms colour it. */
const environmentText = ({ environments, containers }: StackReview, prefix: string): string => {
  const whole = new Set(containers.filter(({ property }) => !property).map(({ container }) => container));
  const changes = environments.filter(({ container }) => !whole.has(container));
  const byContainer = new Map<string, string[]>();
  for (const { container, name, kind, before, after } of changes) {
    const lines =
      kind === "update"
        ? [
            `! ${name}`,
            `-   ${short(entryText(before, prefix).trim())}`,
            `+   ${short(entryText(after, prefix).trim())}`,
          ]
        : [short(`${kind === "add" ? "+" : "-"} ${name}${entryText(kind === "add" ? after : before, prefix)}`)];
    byContainer.set(container, [...(byContainer.get(container) ?? []), ...lines]);
  }
  if (byContainer.size === 0) return "";
  const lines = alike(byContainer).flatMap(([names, own]) => [`# ${names.join(", ")}`, ...own]);
  return block(limited(lines), "diff");
};

const containerLines = ({ containers }: StackReview): string[] =>
  limited(
    containersAlike(containers).map(({ names, property, kind, before, after }) => {
      if (!property)
        return `- ${code(names)}: ${kind === "add" ? "new" : "goes"}, image ${code(String(after ?? before))}`;
      return `- ${code(names)} ${prose(property)}: ${code(valueText(before))} → ${code(valueText(after))}`;
    }),
    40,
  );

const costLines = ({ cost: { parts } }: StackReview): string[] =>
  parts.length === 0
    ? []
    : [
        cells("Part", "Before", "After"),
        cells("---", "---:", "---:"),
        ...parts.map(({ part, before, after }) => cells(prose(part), money(before), money(after))),
      ];

const signs: Readonly<Record<string, string>> = { create: "+", delete: "-", update: "!", replace: "!" };

const resourceText = ({ changes }: StackReview, prefix: string): string => {
  const line = ({ op, type, names, replaceKeys, newRevision, properties }: ChangeGroup): string => {
    const named =
      names.length === 1
        ? `${names[0]} ${spokenKind(type)}`
        : `${counted(names.length, spokenKind(type))}: ${names.join(", ")}`;
    const paths = [...new Set(properties.map(({ path }) => path.split(/[.[]/)[0]!))];
    const why =
      op === "replace"
        ? ` replaced because of ${replaceKeys.join(", ") || "the provider"}`
        : paths.length > 0
          ? ` (${paths.join(", ")})`
          : "";
    return short(`${signs[op] ?? "!"} ${named}${why}${newRevision ? " (the new task definition)" : ""}`);
  };
  const lines = groupsByPart(changes, prefix).flatMap(([part, groups]) => [`# ${part}`, ...groups.map(line)]);
  return lines.length === 0 ? "" : block(limited(lines), "diff");
};
