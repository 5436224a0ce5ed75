import type { Properties, Value } from "../../../protocol/wire";
import { refusedBy, type Mutation } from "./mutation";

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const listener = "aws:lb/listener:Listener";
const targetGroup = "aws:lb/targetGroup:TargetGroup";
const database = "aws:rds/instance:Instance";

const inside = (value: Value | undefined): Properties => value as Properties;
const changed = (change: Properties) => (inputs: Properties) => ({ ...inputs, ...change });
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
      inputs: changed({ stickiness: { type: "app_cookie", enabled: true } }),
    },
    { what: "targets in no VPC", says: /vpcId/, inputs: ({ vpcId: _, ...inputs }) => inputs },
    { what: "targets without a port", says: /port/, inputs: ({ port: _, ...inputs }) => inputs },
  ] satisfies Omit<Mutation, "rule" | "type">[]
).map((slip) => ({ ...slip, type: targetGroup }));

const ofListener = (name: string, slips: readonly Omit<Mutation, "rule" | "type">[]) =>
  slips.map((slip) => ({ ...slip, type: listener, name: new RegExp(`-${name}$`), stack: "prod" as const }));

const settings = refusedBy("balancer-settings", [
  ...groups,
  { type: balancer, what: "a name that is Amazon's own", inputs: changed({ name: "internal-openmetadata" }) },
  { type: listener, what: "HTTP made HTTPS and no certificate", inputs: changed({ protocol: "HTTPS" }) },
  ...ofListener("https", [
    { what: "HTTPS without a certificate", inputs: ({ certificateArn: _, ...inputs }) => inputs },
    { what: "a policy that is none", inputs: changed({ sslPolicy: "TLS13-1-2-2021-06" }) },
    {
      what: "a policy of a month that has none",
      inputs: changed({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2022-06" }),
    },
    { what: "a policy with the month of another", inputs: changed({ sslPolicy: "ELBSecurityPolicy-FS-1-2-2020-10" }) },
    { what: "HTTP with a TLS policy", says: /takes no sslPolicy/, inputs: changed({ protocol: "HTTP" }) },
  ]),
]);

/** The actions of a listener with another redirect. */
const redirect = (to: Properties) => changed({ defaultActions: [{ type: "redirect", redirect: to }] });

const protocols = refusedBy("balancer-protocols", [
  { type: balancer, what: "a network load balancer for HTTP", inputs: changed({ loadBalancerType: "network" }) },
  { type: listener, what: "TCP on an application load balancer", inputs: changed({ protocol: "TCP" }) },
  { type: targetGroup, what: "targets of TCP behind it", inputs: changed({ protocol: "TCP" }) },
  ...ofListener("http", [
    { what: "a redirect to itself", says: /back/, inputs: redirect({ port: "80", protocol: "HTTP" }) },
    {
      what: "a redirect that changes nothing",
      says: /back/,
      inputs: redirect({ host: "#{host}", path: "/#{path}", port: "#{port}", statusCode: "HTTP_301" }),
    },
  ]),
]);

const publicRoute: Pick<Mutation, "type" | "name"> = { type: "aws:ec2/route:Route", name: /public/ };
const subnets = [
  ...refusedBy(
    "public-subnets",
    (["dev", "prod"] as const).flatMap((stack) => [
      { what: "no route to the internet gateway", stack, ...publicRoute, absent: true },
      {
        what: "a NAT gateway in the place of an internet gateway",
        stack,
        ...publicRoute,
        inputs: ({ gatewayId: _, ...inputs }: Properties) => ({ ...inputs, natGatewayId: "nat-0123456789abcdef0" }),
      },
    ]),
  ),
  ...refusedBy("ipv6-subnets", [
    { type: balancer, what: "a dual-stack balancer", inputs: changed({ ipAddressType: "dualstack" }) },
    { type: database, what: "a dual-stack database", inputs: changed({ networkType: "DUAL" }) },
    {
      type: "aws:servicediscovery/service:Service",
      what: "records of IPv6 addresses",
      inputs: (inputs) => ({
        ...inputs,
        dnsConfig: { ...inside(inputs.dnsConfig), dnsRecords: [{ type: "AAAA", ttl: 10 }] },
      }),
    },
  ]),
];

export const loadBalancingMutations: readonly Mutation[] = [...settings, ...protocols, ...subnets];
