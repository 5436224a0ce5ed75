import { spokenKind } from "../../rehearsal/cards/cards";
import type { EnvironmentEntry } from "../../rehearsal/report/document";
import type { ChangeGroup } from "../../rehearsal/report/change-groups";
import { counted, money, shortened } from "../../rehearsal/report/text";
import { valueText } from "../../rehearsal/report/value-lines";
import { alike, basesOf, containersAlike } from "../alike";
import { groupsByPart } from "../by-part";
import { downText } from "../markdown/table";
import type { StackReview, ValueChange } from "../model";
import { type Html, html } from "./elements";

type Body = Html | readonly Html[];

const part = (title: string, body: Body, shown = true): Html[] => {
  if (Array.isArray(body) && body.length === 0) return [];
  return [
    html`<details ${shown ? html`open` : undefined}>
      <summary>${title}</summary>
      ${body}
    </details>`,
  ];
};

/** Everything that there is to say of a stack; nothing is left out here. */
export const stackParts = (stack: StackReview, prefix: string): Html[] => [
  ...part(
    "Why it does not come up",
    stack.refusals.map((refusal) => html`<pre>${refusal}</pre>`),
  ),
  ...part("Look at", concernList(stack)),
  ...part("What destroy would take", storesBody(stack)),
  ...part("Secrets to set before pulumi up", secretsBody(stack)),
  ...part("Settings", valuesBody(stack.settings)),
  ...part("Access", accessBody(stack)),
  ...part("Downtime", downtimeBody(stack)),
  ...part("Environment", environmentBody(stack, prefix)),
  ...part("Containers", containersBody(stack)),
  ...part("Cost", costBody(stack)),
  ...part("Resources", resourcesBody(stack, prefix)),
  ...part("Outputs", valuesBody(stack.outputs)),
  ...part("Warnings", listOf(stack.warnings), false),
  ...part(
    "The base does not come up",
    stack.baseRefusals.map((refusal) => html`<pre>${refusal}</pre>`),
    false,
  ),
];

const listOf = (texts: readonly string[]): Body =>
  texts.length === 0
    ? []
    : html`<ul>
        ${texts.map((text) => html`<li>${text}</li>`)}
      </ul>`;

const downtimeBody = ({ consequences: { downtime } }: StackReview): Body =>
  downtime.length === 0
    ? []
    : [
        listOf(downtime.map((down) => [downText(down), ...down.why.slice(1)].join("; "))) as Html,
        ...basesOf(downtime).map((basis) => html`<p class="quiet">${basis}</p>`),
      ];

const concernList = ({ concerns }: StackReview): Body =>
  concerns.length === 0
    ? []
    : html`<ul>
        ${concerns.map(
          ({ kind, text, accepted }) =>
            html`<li><span class="name">${kind}</span>${accepted ? " (accepted)" : ""}: ${text}</li>`,
        )}
      </ul>`;

const secretsBody = ({ secretsToSet, secretsChanged }: StackReview): Html[] => [
  ...(secretsToSet.length > 0 ? [html`<pre>${secretsToSet.map(({ command }) => command).join("\n")}</pre>`] : []),
  ...secretsChanged.map(
    (key) => html`<p><code>${key}</code> may have changed: the stack file holds something else for it.</p>`,
  ),
];

const valuesBody = (changes: readonly ValueChange[]): Body =>
  changes.length === 0
    ? []
    : html`<table>
        <tbody>
          ${changes.map(
            ({ key, before, after }) =>
              html`<tr>
                <td><code>${key}</code></td>
                <td>
                  ${before === undefined ? html`<span class="quiet">not set</span>` : html`<code>${before}</code>`} →
                  ${after === undefined ? html`<span class="quiet">removed</span>` : html`<code>${after}</code>`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>`;

const storesBody = ({ stores }: StackReview): Body =>
  stores.length === 0
    ? []
    : html`<table>
        <thead>
          <tr>
            ${["Store", "Gone with it", "Stopped by", "Left"].map((name) => html`<th>${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${stores.map(
            ({ kind, names, holds, stoppedBy, left }) =>
              html`<tr>
                <td>${kind} ${names.join(", ")}</td>
                <td>${holds}</td>
                <td>${stoppedBy.length > 0 ? stoppedBy.join("; ") : html`<span class="warning">nothing</span>`}</td>
                <td>${left.join("; ") || "nothing"}</td>
              </tr>`,
          )}
        </tbody>
      </table>`;

const accessBody = ({ consequences: { access } }: StackReview): Body =>
  access.length === 0
    ? []
    : html`<table>
        <tbody>
          ${access.map(({ direction, who, text, warning }) => {
            const [word, style] = {
              widened: ["wider", "removed"],
              narrowed: ["narrower", "added"],
              changed: ["changed", "changed"],
            }[direction];
            return html`<tr>
              <td><span class="${style}">${word}</span></td>
              <td>${who}</td>
              <td><code>${text}</code>${warning ? html` <span class="warning">${warning}</span>` : ""}</td>
            </tr>`;
          })}
        </tbody>
      </table>`;

const entryText = (entry: EnvironmentEntry | undefined, prefix: string): string => {
  if (!entry) return "";
  if (!("secret" in entry)) return entry.value === "" ? '""' : entry.value;
  return `secret ${entry.secret.startsWith(prefix) ? entry.secret.slice(prefix.length) : entry.secret}`;
};

const line = (style: string, text: string): Html => html`<span class="${style}">${text}</span>`;

type Variable = StackReview["environments"][number];

const variableLines = ({ name, kind, before, after }: Omit<Variable, "container">, prefix: string): Html[] => {
  if (kind === "add") return [line("added", `+ ${name} = ${entryText(after, prefix)}`)];
  if (kind === "delete") return [line("removed", `- ${name} = ${entryText(before, prefix)}`)];
  return [
    line("changed", `! ${name}`),
    line("removed", `-   ${entryText(before, prefix)}`),
    line("added", `+   ${entryText(after, prefix)}`),
  ];
};

const environmentBody = ({ environments }: StackReview, prefix: string): Html[] => {
  const byContainer = new Map<string, Omit<Variable, "container">[]>();
  for (const { container, ...change } of environments)
    byContainer.set(container, [...(byContainer.get(container) ?? []), change]);
  return alike(byContainer).map(
    ([names, changes]) =>
      html`<h3>${names.join(", ")}</h3>
        <pre>${changes.flatMap((change) => variableLines(change, prefix))}</pre>`,
  );
};

const containersBody = ({ containers }: StackReview): Body =>
  containers.length === 0
    ? []
    : html`<table>
        <tbody>
          ${containersAlike(containers).map(
            ({ names, property, before, after }) =>
              html`<tr>
                <td>${names}</td>
                <td>${property ?? "image"}</td>
                <td><code>${valueText(before)}</code> → <code>${valueText(after)}</code></td>
              </tr>`,
          )}
        </tbody>
      </table>`;

const costBody = ({ cost: { parts, before, after } }: StackReview): Body => {
  if (parts.length === 0 || before === undefined || after === undefined) return [];
  const row = (name: string, one: number, other: number) =>
    html`<tr>
      <td>${name}</td>
      <td class="amount">${money(one)}</td>
      <td class="amount">${money(other)}</td>
    </tr>`;
  return html`<table>
    <thead>
      <tr>
        <th>Part</th>
        <th>Before</th>
        <th>After</th>
      </tr>
    </thead>
    <tbody>
      ${parts.map((one) => row(one.part, one.before, one.after))}${row("the whole stack", before, after)}
    </tbody>
  </table>`;
};

const signs: Readonly<Record<string, readonly [sign: string, style: string]>> = {
  create: ["+", "added"],
  delete: ["-", "removed"],
  replace: ["±", "removed"],
  update: ["~", "changed"],
};

/** A whole document, such as a policy, is compared where it belongs; here its beginning does. */
const brief = (value: unknown): string => shortened(valueText(value), 160);

const groupLines = ({ op, type, names, replaceKeys, properties }: ChangeGroup): Html[] => {
  const [sign, style] = signs[op] ?? ["!", "changed"];
  const named =
    names.length === 1
      ? `${names[0]} ${spokenKind(type)}`
      : `${counted(names.length, spokenKind(type))}: ${names.join(", ")}`;
  const why = op === "replace" ? ` replaced because of ${replaceKeys.join(", ") || "the provider"}` : "";
  return [
    line(style, `${sign} ${named}${why}`),
    ...properties
      .filter(({ path }) => !path.startsWith("containerDefinitions"))
      .map(({ path, before, after }) => line("quiet", `    ${path}: ${brief(before)} → ${brief(after)}`)),
  ];
};

const resourcesBody = ({ changes }: StackReview, prefix: string): Html[] =>
  groupsByPart(changes, prefix).map(
    ([part, groups]) =>
      html`<h3>${part}</h3>
        <pre>${groups.flatMap(groupLines)}</pre>`,
  );
