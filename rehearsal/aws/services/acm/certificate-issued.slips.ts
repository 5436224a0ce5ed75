import * as acm from "@pulumi/aws/acm";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const unproved = (validationMethod: "DNS" | "EMAIL") =>
  new acm.Certificate("unproved", { domainName: "other.example.com", validationMethod });

export const slips: readonly Slip[] = [
  {
    what: "a listener that does not wait for the proof",
    stack: "prod",
    // Whose ARN it is, is known only then.
    phases: ["after up"],
    type: "aws:lb/listener:Listener",
    name: /-https$/,
    without: /^aws:acm\/certificateValidation/,
  },
];

export const engineSlip: EngineSlip = {
  what: "a listener with a certificate that is pending",
  type: "aws:lb/listener:Listener",
  props: (props) => ({ ...props, protocol: "HTTPS", certificateArn: unproved("DNS").arn }),
};
