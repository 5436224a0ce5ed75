import { z } from "zod";
import { type Flavour } from "./arguments";
import { markdownOf } from "./markdown/comment";
import { concernKinds, type ReviewDocument } from "./model";

const text = z.string().max(20_000);
const texts = z.array(text).max(5_000);
const outcome = z.enum(["fine", "look", "fails"]);
const side = z.object({ ref: text, commit: z.string().regex(/^[0-9a-f]{40,64}$/) });
const count = z.number().int().min(0);
const direction = z.enum(["widened", "narrowed", "changed"]);
const kind = z.enum(["add", "delete", "update"]);
const entry = z.union([z.object({ name: text, value: text }), z.object({ name: text, secret: text })]);
const concernKind = z.enum(concernKinds);

const consequences = z.object({
  access: z.array(
    z.object({
      kind: z.enum(["permission", "trust", "secret", "port", "internet", "shell"]),
      direction,
      who: text,
      text,
      warning: text.optional(),
      expected: z.literal(true).optional(),
    }),
  ),
  downtime: z.array(
    z.object({
      service: text,
      what: z.enum(["stops", "rolls", "cut", "gone"]),
      minutes: z.tuple([z.number(), z.number()]).optional(),
      why: texts,
    }),
  ),
  data: z.array(z.object({ resource: text, text, risk: z.enum(["lost", "exposed"]) })),
  losses: z.array(z.object({ kind: z.enum(["protection", "encryption", "logging", "alarm"]), resource: text, text })),
});

const property = z.object({
  path: text,
  kind,
  replaces: z.boolean(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});

const stack = z.object({
  stack: text,
  kind: z.enum(["same", "changed", "added", "removed"]),
  outcome,
  concerns: z.array(z.object({ kind: concernKind, text, accepted: z.boolean() })),
  baseUp: z.boolean().optional(),
  headUp: z.boolean().optional(),
  refusals: texts,
  baseRefusals: texts,
  resources: z.object({ create: count, update: count, replace: count, delete: count, total: count }),
  cost: z.object({
    before: z.number().optional(),
    after: z.number().optional(),
    parts: z.array(z.object({ part: text, before: z.number(), after: z.number() })),
  }),
  consequences,
  settings: z.array(z.object({ key: text, kind, before: text.optional(), after: text.optional() })),
  environments: z.array(
    z.object({ container: text, name: text, kind, before: entry.optional(), after: entry.optional() }),
  ),
  containers: z.array(
    z.object({
      container: text,
      property: text.optional(),
      kind,
      before: z.unknown().optional(),
      after: z.unknown().optional(),
    }),
  ),
  changes: z.array(
    z.object({
      urn: text,
      type: text,
      op: text,
      component: z.literal(true).optional(),
      replaceKeys: texts,
      properties: z.array(property),
    }),
  ),
  secretsToSet: z.array(z.object({ key: text, command: text, isNew: z.boolean() })),
  secretsChanged: texts,
  warnings: texts,
});

const schema = z.object({
  review: z.literal(1),
  outcome,
  base: side,
  head: side,
  accepted: z.array(concernKind),
  notes: texts,
  stacks: z.array(stack).max(200),
  milliseconds: z.number(),
});

/** The document in a JSON text that nobody vouches for; throws when it is no review, with the first place that is wrong. */
export const readReview = (json: string): ReviewDocument => {
  const parsed = schema.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`This is no review of shape 1: ${issue?.path.join(".") || "the whole"}: ${issue?.message ?? ""}`);
};

/** The comment for a document that may come from a pull request: read as untrusted, every text escaped. */
export const renderMarkdown = (json: string, flavour: Flavour, limit: number): string =>
  markdownOf(readReview(json), flavour, limit);
