import * as acm from "@pulumi/aws/acm";
import { inProd, type Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";
import { having } from "../../testing/documents";

const record = "aws:route53/record:Record";
const certificate = "aws:acm/certificate:Certificate";
const service = "aws:ecs/service:Service";

const unproved = (validationMethod: "DNS" | "EMAIL") =>
  new acm.Certificate("unproved", { domainName: "other.example.com", validationMethod });

export const slips: readonly Slip[] = [
  ...inProd([
    {
      what: "a certificate that is proved by e-mail",
      type: certificate,
      inputs: having({ validationMethod: "EMAIL" }),
    },
    {
      what: "a proof under the name itself",
      type: record,
      name: /-proof$/,
      inputs: having({ name: "om.example.com" }),
    },
    { what: "a proof of another type", type: record, name: /-proof$/, inputs: having({ type: "TXT" }) },
    {
      what: "a proof with the name as its value",
      phases: ["after up"],
      type: record,
      name: /-proof$/,
      inputs: (inputs) => ({ ...inputs, records: [inputs.name ?? null] }),
    },
    {
      what: "a wait for another record than the proof",
      phases: ["after up"],
      type: "aws:acm/certificateValidation:CertificateValidation",
      inputs: having({ validationRecordFqdns: ["_0123.other.example.com"] }),
    },
  ]),
];

export const engineSlip: EngineSlip = {
  what: "records for a certificate that is proved by e-mail",
  type: service,
  also: () => {
    const certificateArn = unproved("EMAIL").arn;
    new acm.CertificateValidation("unproved", { certificateArn, validationRecordFqdns: ["other.example.com"] });
  },
};
