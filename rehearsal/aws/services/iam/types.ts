import { arnAsId, type Facts, lastPart, namedBy, type TypeRules } from "../../type-rule";

const iam =
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

export const types: TypeRules = {
  "aws:iam/role:Role": {
    arn: iam("role"),
    id: namedBy("name"),
    outputs: ({ hex }) => ({ uniqueId: `AROA${hex(17).toUpperCase()}`, createDate: "2026-01-01T00:00:00Z" }),
  },
  "aws:iam/policy:Policy": {
    arn: iam("policy"),
    id: arnAsId,
    outputs: ({ hex }) => ({ policyId: `ANPA${hex(17).toUpperCase()}`, attachmentCount: 0 }),
  },
  "aws:iam/rolePolicy:RolePolicy": { id: ({ text }) => `${text("role")}:${text("name")}` },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { id: ({ text }) => `${text("role")}/${text("policyArn")}` },
  "aws:iam/instanceProfile:InstanceProfile": { arn: iam("instance-profile"), id: namedBy("name") },
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": {
    arn: ({ arn, text }) => {
      const service = text("awsServiceName");
      return arn("iam", `role/aws-service-role/${service}/${serviceRoleName(service)}`, "global");
    },
    id: arnAsId,
    outputs: (_facts, _id, arn) => ({ name: lastPart(arn), path: arn.replace(/^.*:role|[^/]*$/g, "") }),
  },
};
