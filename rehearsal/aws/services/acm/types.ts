import { arnAsId, type TypeRules, uuid } from "../../type-rule";

export const types: TypeRules = {
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
