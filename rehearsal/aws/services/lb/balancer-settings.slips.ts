import type { Properties } from "../../../protocol/wire";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";
import { having, inside } from "../../testing/documents";

const targetGroup = "aws:lb/targetGroup:TargetGroup";
const balancer = "aws:lb/loadBalancer:LoadBalancer";
const listener = "aws:lb/listener:Listener";

const health = (change: Properties) => (inputs: Properties) => ({
  ...inputs,
  healthCheck: { ...inside(inputs.healthCheck), ...change },
});

const groups = (
  [
    { what: "a timeout as long as the interval", inputs: health({ timeout: 15 }) },
    {
      what: "an interval as short as the usual timeout",
      inputs: ({ healthCheck, ...inputs }) => {
        const { timeout: _, ...check } = inside(healthCheck);
        return { ...inputs, healthCheck: { ...check, interval: 5 } };
      },
    },
    { what: "codes of network load balancers", says: /matcher/, inputs: health({ matcher: "200-599" }) },
    { what: "a code of a redirect in two digits", says: /matcher/, inputs: health({ matcher: "200,30" }) },
    { what: "a health check on a port by another name", says: /traffic-port/, inputs: health({ port: "traffic" }) },
    { what: "a health check on port 65536", says: /traffic-port/, inputs: health({ port: "65536" }) },
    {
      what: "a cookie of the application without a name",
      says: /cookieName/,
      inputs: having({ stickiness: { type: "app_cookie", enabled: true } }),
    },
    { what: "targets in no VPC", says: /vpcId/, inputs: ({ vpcId: _, ...inputs }) => inputs },
    { what: "targets without a port", says: /port/, inputs: ({ port: _, ...inputs }) => inputs },
  ] satisfies Omit<Slip, "type">[]
).map((slip) => ({ ...slip, type: targetGroup }));

const ofListener = (name: string, slips: readonly Omit<Slip, "type">[]) =>
  slips.map((slip) => ({ ...slip, type: listener, name: new RegExp(`-${name}$`), stack: "prod" as const }));

export const slips: readonly Slip[] = [
  ...groups,
  { type: balancer, what: "a name that is Amazon's own", inputs: having({ name: "internal-openmetadata" }) },
  { type: listener, what: "HTTP made HTTPS and no certificate", inputs: having({ protocol: "HTTPS" }) },
  ...ofListener("https", [
    { what: "HTTPS without a certificate", inputs: ({ certificateArn: _, ...inputs }) => inputs },
    { what: "a policy that is none", inputs: having({ sslPolicy: "TLS13-1-2-2021-06" }) },
    {
      what: "a policy of a month that has none",
      inputs: having({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2022-06" }),
    },
    { what: "a policy with the month of another", inputs: having({ sslPolicy: "ELBSecurityPolicy-FS-1-2-2020-10" }) },
    { what: "HTTP with a TLS policy", says: /takes no sslPolicy/, inputs: having({ protocol: "HTTP" }) },
  ]),
];

export const engineSlip: EngineSlip = {
  what: "a health check that times out after its interval",
  type: targetGroup,
  props: (props) => ({ ...props, healthCheck: { interval: 10, timeout: 10 } }),
};
