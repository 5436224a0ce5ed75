import { noConsequences } from "../../rehearsal/consequences/consequences";
import type { ReviewDocument, StackReview } from "../model";

/** A stack in which nothing is remarkable, for tests to add to. */
export const stackReview = (stack: string, more: Partial<StackReview> = {}): StackReview => ({
  stack,
  kind: "changed",
  outcome: "fine",
  concerns: [],
  baseUp: true,
  headUp: true,
  refusals: [],
  baseRefusals: [],
  resources: { create: 0, update: 1, replace: 0, delete: 0, total: 90 },
  cost: { before: 230, after: 230, parts: [] },
  consequences: noConsequences,
  settings: [],
  outputs: [],
  environments: [],
  containers: [],
  changes: [],
  stores: [],
  secretsToSet: [],
  secretsChanged: [],
  warnings: [],
  ...more,
});

export const reviewDocument = (...stacks: readonly StackReview[]): ReviewDocument => ({
  review: 1,
  outcome: "fine",
  base: { ref: "origin/main", commit: "1".repeat(40) },
  head: { ref: "the working folder", commit: "2".repeat(40) },
  accepted: [],
  notes: [],
  stacks,
  milliseconds: 1000,
});

/** What somebody could write into a stack file to be read as something else. */
export const hostileTexts: readonly string[] = [
  "<img src=x onerror=alert(1)>",
  "</details></pre><script>alert(1)</script>",
  "@octocat please merge",
  "`code` ```fence``` ````more````",
  "| a | b |\n| --- | --- |",
  "[click](https://evil.example) ![](https://evil.example/x.png)",
  "\u001b[31mred\u001b[0m \u202egnp.exe",
  "<!-- openmetadata-review -->",
  "line one\n## Heading\n- [x] approved",
];

/** The same text wherever a stack's report has one. */
export const hostileStack = (text: string): StackReview =>
  stackReview(text, {
    outcome: "fails",
    headUp: false,
    refusals: [text],
    baseRefusals: [text],
    concerns: [{ kind: "access", text, accepted: false }],
    consequences: {
      access: [{ kind: "permission", direction: "widened", who: text, text, warning: text }],
      downtime: [{ service: text, what: "stops", minutes: [1, 5], basis: text, why: [text, text] }],
      data: [{ resource: text, text, risk: "lost" }],
      losses: [],
    },
    settings: [
      { key: text, kind: "update", before: text, after: text },
      { key: text, kind: "add", after: text },
    ],
    environments: [
      {
        container: text,
        name: text,
        kind: "update",
        before: { name: text, value: text },
        after: { name: text, secret: text },
      },
      { container: text, name: text, kind: "add", after: { name: text, value: text } },
    ],
    containers: [{ container: text, property: text, kind: "update", before: text, after: [text] }],
    changes: [
      {
        urn: `urn:pulumi:s::p::aws:sns/topic:Topic::${text}`,
        type: "aws:sns/topic:Topic",
        op: "update",
        part: text,
        replaceKeys: [],
        properties: [{ path: "displayName", kind: "update", replaces: false, before: text, after: text }],
      },
    ],
    stores: [{ kind: text, names: [text, text], holds: text, stoppedBy: [text], left: [text] }],
    cost: { before: 1, after: 2, parts: [{ part: text, before: 1, after: 2 }] },
    secretsToSet: [{ key: text, command: `pulumi config set ${text}`, isNew: true }],
    secretsChanged: [text],
    warnings: [text],
  });
