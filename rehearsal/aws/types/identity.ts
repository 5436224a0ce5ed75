import { arnAsId, lastPart, namedBy, type Facts, type TypeRule } from "./type-rule";

const iam =
  (kind: string) =>
  ({ arn, text }: Facts) =>
    arn("iam", `${kind}${text("path") || "/"}${text("name")}`, "global");

const uuid = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");

/** AWS names a service-linked role after the service. */
const serviceRoleName = (service: string) => {
  const known: Record<string, string> = {
    "opensearchservice.amazonaws.com": "AWSServiceRoleForAmazonOpenSearchService",
    "ecs.amazonaws.com": "AWSServiceRoleForECS",
    "rds.amazonaws.com": "AWSServiceRoleForRDS",
  };
  return known[service] ?? `AWSServiceRoleFor${service.split(".")[0]}`;
};

/** IAM, secrets and certificates. */
export const identity: Readonly<Record<string, TypeRule>> = {
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
  "aws:secretsmanager/secret:Secret": {
    arn: ({ arn, text, hex }) => arn("secretsmanager", `secret:${text("name")}-${hex(6)}`),
    id: arnAsId,
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    arn: ({ text }) => text("secretId"),
    id: ({ text, hex }) => `${text("secretId")}|${uuid(hex(32))}`,
    outputs: ({ inputs, text }, id) => ({
      versionId: id.split("|")[1]!,
      secretArn: text("secretId"),
      versionStages: inputs.versionStages ?? ["AWSCURRENT"],
    }),
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": { id: namedBy("secretArn") },
  "aws:acm/certificate:Certificate": {
    arn: ({ arn, hex }) => arn("acm", `certificate/${uuid(hex(32))}`),
    id: arnAsId,
    outputs: ({ inputs, hex, text }) => ({
      status: text("validationMethod") === "" ? "ISSUED" : "PENDING_VALIDATION",
      type: "AMAZON_ISSUED",
      domainValidationOptions: [
        ...new Set([
          text("domainName"),
          ...(Array.isArray(inputs.subjectAlternativeNames) ? inputs.subjectAlternativeNames : []),
        ]),
      ].map((domainName) => ({
        domainName,
        resourceRecordName: `_${hex(32)}.${String(domainName).replace(/^\*\./, "")}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: `_${hex(32)}.acm-validations.aws.`,
      })),
    }),
  },
  "aws:acm/certificateValidation:CertificateValidation": { id: ({ hex }) => `2026-01-01 00:00:00.${hex(9)} +0000 UTC` },
};
