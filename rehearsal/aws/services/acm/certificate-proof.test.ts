import { test } from "node:test";
import { arn, certificate, proved, record, requested, validation } from "../../testing/certificate-program";
import { unknown } from "../../../protocol/wire";
import { givenProgram, type Program } from "../../testing/given";

const accepted: Readonly<Record<string, Program>> = {
  "a proof with and without dots at the end": {
    certificate,
    record: proved,
    validation: validation("_abc.om.example.com"),
    listener: ["listener", { certificateArn: arn }, { certificateArn: ["validation"] }],
  },
  "a proof whose name leaves out the zone": {
    certificate,
    record: record({ name: "_abc.om", records: ["_def.acm-validations.aws."] }),
    validation: validation("_abc.om"),
  },
  "a proof that is not known yet": {
    certificate,
    record: record({ name: unknown, type: unknown, records: [unknown] }),
    validation: validation(unknown),
  },
  "a proof in the DNS of somebody else": {
    certificate,
    validation: ["validation", { certificateArn: arn, validationRecordFqdns: ["_abc.om.example.com"] }],
  },
  "a wait for e-mails": {
    certificate: ["certificate", { domainName: "om.example.com", validationMethod: "EMAIL" }],
    validation: ["validation", { certificateArn: arn }, { certificateArn: ["certificate"] }],
  },
};

for (const [what, program] of Object.entries(accepted)) {
  test(`accepted: ${what}`, () =>
    givenProgram(program, requested).accepts(
      "certificate-issued",
      "certificate-proof",
      "dns-records",
      "private-names",
    ));
}
