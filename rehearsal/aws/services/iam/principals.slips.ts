import { having, inStatements } from "../../testing/documents";
import type { Slip } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const domainPolicy = "aws:opensearch/domainPolicy:DomainPolicy";
const account = "123456789012";
const role = "aws:iam/role:Role";

const absentRole = `arn:aws:iam::${account}:role/absent`;

export const slips: readonly Slip[] = [
  {
    what: "a search domain that lets in a role that does not exist",
    type: domainPolicy,
    phases: ["after up"],
    inputs: inStatements(["accessPolicies"], (statement) => ({ ...statement, Principal: { AWS: absentRole } })),
  },
  {
    what: "a master user that does not exist",
    type: "aws:opensearch/domain:Domain",
    inputs: having({
      advancedSecurityOptions: { enabled: true, masterUserOptions: { masterUserArn: absentRole } },
    }),
  },
  {
    what: "a trust policy for a user that does not exist",
    type: role,
    inputs: inStatements(["assumeRolePolicy"], (statement) => ({
      ...statement,
      Principal: { AWS: `arn:aws:iam::${account}:user/absent` },
    })),
  },
];

export const engineSlip: EngineSlip = {
  what: "a search domain that lets in a role that does not exist",
  type: "aws:opensearch/domainPolicy:DomainPolicy",
  props: rewriting("accessPolicies", /"AWS":"[^"]*"/g, '"AWS":"arn:aws:iam::123456789012:role/absent"'),
};
