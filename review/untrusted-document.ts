import { z } from "zod";
import { type Concern, concernKinds, type ReviewDocument } from "./model";

/** Bytes of a review document; the largest of this project's own three stacks is below a tenth of it. */
export const largestDocument = 4 * 1024 * 1024;

const text = z.string().max(20_000);
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(5000);
const texts = list(text);
const amount = z.number().min(-1e9).max(1e9);
const kind = z.enum(["add", "delete", "update"]);
const kinds = z.enum(concernKinds);
const outcome = z.enum(["fine", "look", "fails"]);

/** A ref is shown and never run; a commit is what git prints. */
const side = z.object({ ref: z.string().max(300), commit: z.string().regex(/^[0-9a-f]{7,64}$/) });
const concern: z.ZodType<Concern> = z.object({ kind: kinds, text, accepted: z.boolean() });
const entry = z.union([z.strictObject({ name: text, value: text }), z.strictObject({ name: text, secret: text })]);

const valueChange = z.object({ key: text, kind, before: text.optional(), after: text.optional() });

const consequences = z.object({
  access: list(
    z.object({
      kind: z.enum(["permission", "trust", "secret", "port", "internet", "shell"]),
      direction: z.enum(["widened", "narrowed", "changed"]),
      who: text,
      text,
      warning: text.optional(),
      expected: z.literal(true).optional(),
    }),
  ),
  downtime: list(
    z.object({
      service: text,
      what: z.enum(["stops", "rolls", "cut", "gone"]),
      minutes: z.tuple([amount, amount]).optional(),
      basis: text.optional(),
      why: texts,
    }),
  ),
  data: list(z.object({ resource: text, text, risk: z.enum(["lost", "exposed"]) })),
  losses: list(z.object({ kind: z.enum(["protection", "encryption", "logging", "alarm"]), resource: text, text })),
});

const stack = z.object({
  stack: z.string().max(200),
  kind: z.enum(["same", "changed", "added", "removed"]),
  outcome,
  concerns: list(concern),
  baseUp: z.boolean().optional(),
  headUp: z.boolean().optional(),
  refusals: texts,
  baseRefusals: texts,
  resources: z.object({ create: amount, update: amount, replace: amount, delete: amount, total: amount }),
  cost: z.object({
    before: amount.optional(),
    after: amount.optional(),
    parts: list(z.object({ part: text, before: amount, after: amount })),
  }),
  consequences,
  settings: list(valueChange),
  // A review of before says nothing of outputs.
  outputs: list(valueChange).default([]),
  environments: list(
    z.object({ container: text, name: text, kind, before: entry.optional(), after: entry.optional() }),
  ),
  containers: list(
    z.object({
      container: text,
      property: text.optional(),
      kind,
      before: z.unknown().optional(),
      after: z.unknown().optional(),
    }),
  ),
  changes: list(
    z.object({
      urn: text,
      type: text,
      op: z.string().max(100),
      component: z.literal(true).optional(),
      part: text,
      replaceKeys: texts,
      properties: list(
        z.object({
          path: text,
          kind,
          replaces: z.boolean(),
          before: z.unknown().optional(),
          after: z.unknown().optional(),
        }),
      ),
    }),
  ),
  stores: list(z.object({ kind: text, names: texts, holds: text, stoppedBy: texts, left: texts })),
  secretsToSet: list(z.object({ key: text, command: text, isNew: z.boolean() })),
  secretsChanged: texts,
  warnings: texts,
});

const reviewDocument = z.object({
  review: z.literal(1),
  outcome,
  base: side,
  head: side,
  accepted: z.array(kinds).max(concernKinds.length),
  notes: texts,
  stacks: z.array(stack).max(50),
  milliseconds: amount,
});

/**
 * A review document that somebody else's code wrote: its form is checked and its size is limited. What the texts say is
 * untrusted all the same; they are escaped where they are shown.
 */
export function untrustedDocument(content: string): ReviewDocument {
  if (Buffer.byteLength(content) > largestDocument)
    throw new Error(`the review has more than ${largestDocument} bytes`);
  let data: unknown;
  try {
    data = JSON.parse(content);
  } catch {
    throw new Error("the review is no JSON");
  }
  const read = reviewDocument.safeParse(data);
  // The reason names places alone: a value may be anything that the pull request's code chose to write.
  if (!read.success)
    throw new Error(
      `the review has another form: ${read.error.issues
        .slice(0, 3)
        .map(({ path }) => path.join("."))
        .join(", ")}`,
    );
  return read.data;
}
