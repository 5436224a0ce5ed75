import type { Properties } from "../../../protocol/wire";
import { inStatements, replacing, without } from "../../testing/documents";
import { type Slip, slipAfterUp } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const domainPolicy = "aws:opensearch/domainPolicy:DomainPolicy";
const searchPolicies = /^aws:(iam\/rolePolicy|opensearch\/domainPolicy):/;
const task = "aws:ecs/taskDefinition:TaskDefinition";

/** The right to call the domain, changed in the domain's policy and in the role's. */
const lackingSearch = (from: string, to: string) => (inputs: Properties) =>
  replacing("accessPolicies", from, to)(replacing("policy", from, to)(inputs));

export const slips: readonly Slip[] = [
  slipAfterUp(
    "a domain that denies what the server's role is given",
    domainPolicy,
    inStatements(["accessPolicies"], (statement) => ({ ...statement, Effect: "Deny" })),
  ),
  ...["Get", "Head", "Post", "Put", "Delete"].map((method) =>
    slipAfterUp(
      `a domain's master that neither policy lets ${method}`,
      searchPolicies,
      lackingSearch(`es:ESHttp${method}`, "es:DescribeDomain"),
    ),
  ),
  slipAfterUp("rights to another domain", searchPolicies, lackingSearch(":domain/", ":domain/another-")),
  slipAfterUp("a domain for a role that the task does not have", task, without("taskRoleArn")),
];

export const engineSlip: EngineSlip = {
  what: "a domain that denies what the server's role is given",
  type: "aws:opensearch/domainPolicy:DomainPolicy",
  props: rewriting("accessPolicies", '"Allow"', '"Deny"'),
};
