import type { Comparison } from "../compare";
import { accessWords, costText, dataWords, downText, resourcesText, verdictWords } from "../markdown/table";
import type { ReviewDocument, StackReview } from "../model";
import { Html, html } from "./elements";
import { pictureFigure } from "./picture";
import { stackParts } from "./sections";
import { style } from "./style";

const heads = ["Stack", "Verdict", "Resources", "Cost a month", "Down", "Data and guards", "Access"];

const verdict = (stack: StackReview): Html =>
  html`<span class="verdict ${stack.outcome}">${verdictWords(stack)}</span>`;

const row = (stack: StackReview): Html => {
  const { consequences } = stack;
  const cells = [
    html`<a href="#${stack.stack}">${stack.stack}</a>`,
    stack.kind === "same" ? html`<span class="quiet">nothing changes</span>` : verdict(stack),
    ...(stack.kind === "same"
      ? []
      : [
          resourcesText(stack),
          costText(stack),
          consequences.downtime.map(downText).join("; ") || "–",
          dataWords(stack) || "–",
          accessWords(stack) || "–",
        ]),
  ];
  return html`<tr>
    ${cells.map((cell, index) => html`<td data-label="${heads[index]}"><div>${cell}</div></td>`)}
  </tr>`;
};

const stackSection = (stack: StackReview, comparison: Comparison | undefined): Html => {
  if (stack.kind === "same") return html``;
  return html`<section id="${stack.stack}">
    <h2>${stack.stack} ${verdict(stack)}</h2>
    ${stackParts(stack, `openmetadata-${stack.stack}-`)}
    ${comparison ? pictureFigure(comparison, stack.kind === "added" ? [] : stack.changes) : ""}
  </section>`;
};

/** The report that a person opens: one file, which asks nothing of any network and runs nothing. */
export const pageOf = (document: ReviewDocument, comparisons: readonly Comparison[]): string => {
  const { base, head, stacks, notes } = document;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <title>What this change does</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <h1>What this change does</h1>
        <p class="quiet">
          Compared with the merge base <code>${base.commit.slice(0, 10)}</code> of ${base.ref}, not with what is
          deployed; head <code>${head.commit.slice(0, 10)}</code> (${head.ref}). Real engine, simulated account, no
          credentials; times down are estimates.
        </p>
        ${notes.map((note) => html`<p>${note}</p>`)}
        <table class="stacks">
          <thead>
            <tr>
              ${heads.map((name) => html`<th>${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${stacks.map(row)}
          </tbody>
        </table>
        ${stacks.map((stack, index) => stackSection(stack, comparisons[index]))}
      </body>
    </html> `;
  return page.text;
};
