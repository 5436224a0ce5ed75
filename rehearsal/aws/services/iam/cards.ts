import { key, plain, type NamedReference, type ServiceCards } from "../../../cards/card";
import { arnAsId, type Facts, lastPart, namedBy } from "../../type-rule";

const iamArn =
  (kind: string) =>
  ({ arn, text }: Facts) =>
    arn("iam", `${kind}${text("path") || "/"}${text("name")}`, "global");

/** AWS names a service-linked role after the service. */
const serviceRoleName = (service: string) => {
  const known: Record<string, string> = {
    "opensearchservice.amazonaws.com": "AWSServiceRoleForAmazonOpenSearchService",
    "ecs.amazonaws.com": "AWSServiceRoleForECS",
    "rds.amazonaws.com": "AWSServiceRoleForRDS",
  };
  return known[service] ?? `AWSServiceRoleFor${service.split(".")[0]}`;
};

const role: NamedReference = { property: "role", target: "aws:iam/role:Role", names: ["name"] };
const named = { ...plain, unique: "name" } as const;

export const iam: ServiceCards = {
  others: { cost: "free" },
  cards: {
    "aws:iam/role:Role": {
      ...named,
      spoken: "IAM role",
      spokenInAccess: "role",
      arn: iamArn("role"),
      id: namedBy("name"),
      outputs: ({ hex }) => ({ uniqueId: `AROA${hex(17).toUpperCase()}`, createDate: "2026-01-01T00:00:00Z" }),
    },
    "aws:iam/policy:Policy": {
      ...named,
      spoken: "IAM policy",
      arn: iamArn("policy"),
      id: arnAsId,
      outputs: ({ hex }) => ({ policyId: `ANPA${hex(17).toUpperCase()}`, attachmentCount: 0 }),
    },
    "aws:iam/rolePolicy:RolePolicy": {
      ...plain,
      unique: [[key("role"), key("name")]],
      namedReferences: [role],
      spoken: "IAM policy",
      id: ({ text }) => `${text("role")}:${text("name")}`,
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
      ...plain,
      namedReferences: [role],
      spoken: "policy attachment",
      id: ({ text }) => `${text("role")}/${text("policyArn")}`,
    },
    "aws:iam/instanceProfile:InstanceProfile": { ...named, arn: iamArn("instance-profile"), id: namedBy("name") },
    "aws:iam/user:User": named,
    "aws:iam/group:Group": named,
    "aws:iam/serviceLinkedRole:ServiceLinkedRole": {
      ...plain,
      unique: [[key("awsServiceName"), key("customSuffix", { optional: true })]],
      arn: ({ arn, text }) => {
        const service = text("awsServiceName");
        return arn("iam", `role/aws-service-role/${service}/${serviceRoleName(service)}`, "global");
      },
      id: arnAsId,
      outputs: (_facts, _id, arn) => ({ name: lastPart(arn), path: arn.replace(/^.*:role|[^/]*$/g, "") }),
    },
  },
};
