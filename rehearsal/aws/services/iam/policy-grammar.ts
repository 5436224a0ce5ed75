import { z } from "zod";

/** Whose policy a document is: an identity's, a role's trust policy, or that of some other resource. */
export type PolicyKind = "identity" | "trust" | "resource";

const texts = z.union([z.string(), z.array(z.string())]);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const principalTypes = ["AWS", "CanonicalUser", "Federated", "Service"] as const;
const principal = z.union([z.literal("*"), z.partialRecord(z.enum(principalTypes), texts)]);

/** An action is a service and a name with wildcards, or everything. */
const action = z.string().regex(/^(\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+)$/, 'is not "service:Action"');
const actions = z.union([action, z.array(action)]);

const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: principal.optional(),
  NotPrincipal: principal.optional(),
  Action: actions.optional(),
  NotAction: actions.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.union([scalar, z.array(scalar)]))).optional(),
});

/**
 * A policy document as IAM parses it. Source: IAM User Guide, "Grammar of the IAM JSON policy language"
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).
 */
const policyDocument = z.strictObject({
  Version: z.enum(["2008-10-17", "2012-10-17"]).optional(),
  Id: z.string().optional(),
  Statement: z.union([z.array(statement), statement]),
});

type Statement = z.infer<typeof statement>;
type Element = keyof Statement;

/** Elements of which a statement has exactly one, at most one, or none, by whose policy it is. */
const pairs: Readonly<
  Record<PolicyKind, readonly (readonly [Element, Element, wanted: "one" | "at most one" | "none"])[]>
> = {
  identity: [
    ["Action", "NotAction", "one"],
    ["Resource", "NotResource", "one"],
    ["Principal", "NotPrincipal", "none"],
  ],
  trust: [
    ["Action", "NotAction", "one"],
    ["Resource", "NotResource", "none"],
    ["Principal", "NotPrincipal", "one"],
  ],
  resource: [
    ["Action", "NotAction", "one"],
    ["Resource", "NotResource", "at most one"],
    ["Principal", "NotPrincipal", "one"],
  ],
};

function pairProblem(given: Statement, [one, other, wanted]: readonly [Element, Element, string]): string | undefined {
  const found = [one, other].filter((element) => given[element] !== undefined);
  if (found.length === 2) return `has both ${one} and ${other}; only one of them is allowed`;
  if (wanted === "one" && found.length === 0) return `has no ${one}`;
  if (wanted === "none" && found.length > 0) return `has a ${found[0]}, which this kind of policy does not take`;
  return undefined;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly errors?: readonly (readonly Issue[])[];
}

/** Of the branches of a union the one that came furthest, so that the reason is about the part that is wrong. */
function reasons({ path, message, errors }: Issue, at: readonly PropertyKey[] = []): string[] {
  const here = [...at, ...path];
  const depth = (branch: readonly Issue[]) => Math.max(...branch.map((issue) => issue.path.length), 0);
  const deepest = errors && [...errors].sort((a, b) => depth(b) - depth(a))[0];
  if (deepest?.some((issue) => issue.path.length > 0)) return deepest.flatMap((issue) => reasons(issue, here));
  return [`${here.length === 0 ? "the document" : here.join(".")}: ${message}`];
}

/** What is wrong with the form of a policy document; empty when IAM can read it. */
export function grammarProblems(document: unknown, kind: PolicyKind): string[] {
  const read = policyDocument.safeParse(document, { reportInput: false });
  if (!read.success) return read.error.issues.flatMap((issue) => reasons(issue as Issue));
  const list = Array.isArray(read.data.Statement) ? read.data.Statement : [read.data.Statement];
  return list.flatMap((given, index) =>
    pairs[kind].flatMap((pair) => {
      const problem = pairProblem(given, pair);
      return problem === undefined ? [] : [`Statement.${index} ${problem}`];
    }),
  );
}
