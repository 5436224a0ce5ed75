import type { Properties } from "../../../protocol/wire";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";
import { having } from "../../testing/documents";

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const listener = "aws:lb/listener:Listener";
const targetGroup = "aws:lb/targetGroup:TargetGroup";

const ofListener = (name: string, slips: readonly Omit<Slip, "type">[]) =>
  slips.map((slip) => ({ ...slip, type: listener, name: new RegExp(`-${name}$`), stack: "prod" as const }));

/** The actions of a listener with another redirect. */
const redirect = (to: Properties) => having({ defaultActions: [{ type: "redirect", redirect: to }] });

export const slips: readonly Slip[] = [
  { type: balancer, what: "a network load balancer for HTTP", inputs: having({ loadBalancerType: "network" }) },
  { type: listener, what: "TCP on an application load balancer", inputs: having({ protocol: "TCP" }) },
  { type: targetGroup, what: "targets of TCP behind it", inputs: having({ protocol: "TCP" }) },
  ...ofListener("http", [
    { what: "a redirect to itself", says: /back/, inputs: redirect({ port: "80", protocol: "HTTP" }) },
    {
      what: "a redirect that changes nothing",
      says: /back/,
      inputs: redirect({ host: "#{host}", path: "/#{path}", port: "#{port}", statusCode: "HTTP_301" }),
    },
  ]),
];

export const engineSlip: EngineSlip = {
  what: "targets of TCP behind an application load balancer",
  type: targetGroup,
  props: (props) => ({ ...props, protocol: "TCP" }),
};
