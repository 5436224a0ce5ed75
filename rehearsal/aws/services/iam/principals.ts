import { guide } from "../../source";
import { knows } from "../../known";
import type { ResourceCall } from "../../../protocol/package";
import { statementsOf, textsOf } from "./simulation/statement";
import { documentsIn } from "./policy-documents";
import { leaves, type Rule } from "../../rule";

/** Inputs that name a role of the account; executionRoleArn and taskRoleArn are among the references. */
const roleInputs = /(^|\.)(masterUserArn|iamRoleArn|monitoringRoleArn|cloudWatchLogsRoleArn|roleArn)$/;

/** A role or user of an account. AWS keeps some paths for roles that it makes itself. */
const identity = /^arn:[^:]+:iam::(\d+):(?:role|user)\/(?!aws-service-role\/|aws-reserved\/)(?:.*\/)?([^/]+)$/;

export const principals: Rule = {
  name: "principals",
  refuses: "a role or user of this account, in a policy or as a master user, that does not exist",
  source: guide(
    "IAM User Guide, AWS JSON policy elements: Principal",
    "IAM/latest/UserGuide/reference_policies_elements_principal",
  ),
  checkInAccount: (call) =>
    [...rolesNamed(call), ...principalsNamed(call)]
      .filter(({ arn }) => !exists(arn, call))
      .map(({ at, arn }) => ({ property: at, reason: `${at}: ${arn} does not exist` })),
};

interface Named {
  at: string;
  arn: string;
}

const rolesNamed = ({ type, inputs }: ResourceCall): Named[] =>
  type.startsWith("aws:")
    ? leaves(inputs).flatMap(({ at, value }) =>
        roleInputs.test(at) && typeof value === "string" ? [{ at, arn: value }] : [],
      )
    : [];

const principalsNamed = ({ type, inputs }: ResourceCall): Named[] =>
  documentsIn(type, inputs).flatMap(({ at, document }) =>
    statementsOf(document).flatMap(({ Principal, NotPrincipal }) =>
      [Principal, NotPrincipal as typeof Principal]
        .flatMap((named) => (typeof named === "object" && named !== null ? textsOf(named.AWS) : []))
        .map((arn) => ({ at, arn })),
    ),
  );

/** Whether it is there, as far as this account can tell: another account's, and what is no ARN of a role, passes. */
function exists(arn: string, { cloud, graph }: ResourceCall): boolean {
  const [, account, name = ""] = identity.exec(arn) ?? [];
  return (
    account !== cloud.accountId ||
    cloud.isGiven(arn) ||
    cloud.isGiven(name) ||
    knows(cloud, arn) ||
    graph.all().some(({ outputs }) => outputs?.arn === arn)
  );
}
