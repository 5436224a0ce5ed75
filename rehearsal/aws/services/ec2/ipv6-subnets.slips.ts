import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";
import { having, inside } from "../../testing/documents";

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const database = "aws:rds/instance:Instance";

export const slips: readonly Slip[] = [
  { type: balancer, what: "a dual-stack balancer", inputs: having({ ipAddressType: "dualstack" }) },
  { type: database, what: "a dual-stack database", inputs: having({ networkType: "DUAL" }) },
  {
    type: "aws:servicediscovery/service:Service",
    what: "records of IPv6 addresses",
    inputs: (inputs) => ({
      ...inputs,
      dnsConfig: { ...inside(inputs.dnsConfig), dnsRecords: [{ type: "AAAA", ttl: 10 }] },
    }),
  },
];

export const engineSlip: EngineSlip = {
  what: "a dual-stack balancer",
  type: "aws:lb/loadBalancer:LoadBalancer",
  props: (props) => ({ ...props, ipAddressType: "dualstack" }),
};
