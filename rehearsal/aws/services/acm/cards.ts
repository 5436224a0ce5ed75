import { plain, type ServiceCards } from "../../../cards/card";
import { arnAsId, uuid } from "../../type-rule";

export const acm: ServiceCards = {
  others: { cost: "free" },
  cards: {
    "aws:acm/certificate:Certificate": {
      ...plain,
      phrase: { rank: 15, of: (inputs) => ["certificate", ` ${String(inputs.domainName ?? "")}`] },
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
    "aws:acm/certificateValidation:CertificateValidation": {
      ...plain,
      id: ({ hex }) => `2026-01-01 00:00:00.${hex(9)} +0000 UTC`,
    },
  },
};
