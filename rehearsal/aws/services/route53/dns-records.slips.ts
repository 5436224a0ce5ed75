import * as route53 from "@pulumi/aws/route53";
import type { Properties } from "../../../protocol/wire";
import { inProd, type Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";
import { having } from "../../testing/documents";

const record = "aws:route53/record:Record";
const service = "aws:ecs/service:Service";

const alias = { type: record, name: /^(?!.*-proof$)/ };

export const slips: readonly Slip[] = [
  ...inProd([
    { what: "an alias of type CNAME", ...alias, inputs: having({ type: "CNAME" }) },
    { what: "an alias for IPv6 to a balancer without", ...alias, inputs: having({ type: "AAAA" }) },
    { what: "a URL as a name", ...alias, inputs: (inputs) => ({ ...inputs, name: `https://${String(inputs.name)}` }) },
    {
      what: "an alias into its own zone",
      ...alias,
      inputs: (inputs) => ({
        ...inputs,
        aliases: (inputs.aliases as Properties[]).map((one) => ({ ...one, zoneId: inputs.zoneId ?? null })),
      }),
    },
  ]),
];

export const engineSlip: EngineSlip = {
  what: "the address of a URL",
  type: service,
  also: () => {
    const { zoneId } = new route53.Zone("other", { name: "example.com" });
    const name = "https://other.example.com";
    new route53.Record("other", { zoneId, name, type: "A", ttl: 300, records: ["203.0.113.1"] });
  },
};
