import { having, inStatements } from "../../testing/documents";
import { afterUp, type Slip } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const domainPolicy = "aws:opensearch/domainPolicy:DomainPolicy";

export const slips: readonly Slip[] = [
  {
    what: "addresses in the policy of a domain inside a VPC",
    type: domainPolicy,
    phases: afterUp,
    inputs: inStatements(["accessPolicies"], (statement) => ({
      ...statement,
      Condition: { IpAddress: { "aws:SourceIp": "10.20.0.0/16" } },
    })),
  },
  {
    what: "addresses in a policy that the domain is created with",
    type: "aws:opensearch/domain:Domain",
    inputs: having({
      accessPolicies: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: "*",
            Action: "es:*",
            Resource: "*",
            Condition: { IpAddress: { "aws:sourceip": ["10.20.0.0/16"] } },
          },
        ],
      }),
    }),
  },
];

export const engineSlip: EngineSlip = {
  what: "addresses in the policy of a domain inside a VPC",
  type: "aws:opensearch/domainPolicy:DomainPolicy",
  props: rewriting(
    "accessPolicies",
    '"Effect":"Allow"',
    '"Effect":"Allow","Condition":{"IpAddress":{"aws:SourceIp":"10.20.0.0/16"}}',
  ),
};
