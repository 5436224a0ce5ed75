import type { Properties } from "../../protocol/wire";
import type { Entry } from "./given";

export const arn = "arn:aws:acm:eu-west-1:123456789012:certificate/x";
const proof = {
  domainName: "om.example.com",
  resourceRecordName: "_abc.om.example.com.",
  resourceRecordType: "CNAME",
  resourceRecordValue: "_def.acm-validations.aws.",
};

/** A certificate that was made before, and waits for its proof. */
export const certificate: Entry = ["certificate", { domainName: "om.example.com", validationMethod: "DNS" }];
/** For givenProgram. */
export const requested = { made: { certificate: { id: arn, outputs: { arn, domainValidationOptions: [proof] } } } };

export const record = (inputs: Properties): Entry => [
  "record",
  { type: "CNAME", zoneId: "Z0123456789ABCDEF", ...inputs },
  { name: ["certificate"], records: ["certificate"] },
];
export const validation = (fqdn: Properties[string]): Entry => [
  "validation",
  { certificateArn: arn, validationRecordFqdns: [fqdn] },
  { certificateArn: ["certificate"], validationRecordFqdns: ["record"] },
];

/** The record that proves {@link certificate}. */
export const proved = record({ name: "_abc.om.example.com", records: ["_def.acm-validations.aws"] });
