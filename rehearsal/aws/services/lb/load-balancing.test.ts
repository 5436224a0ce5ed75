import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedCloud } from "../../../protocol/cloud";
import { ResourceGraph } from "../../../protocol/graph";
import { unknown, type Properties } from "../../../protocol/wire";
import { endpointSettings } from "../ec2/endpoint-settings";
import { ipv6Subnets } from "../ec2/ipv6-subnets";
import { balancerProtocols } from "./balancer-protocols";
import { balancerSettings } from "./balancer-settings";
import { publicSubnets } from "./public-subnets";
import type { Rule } from "../../rule";
import { vpcDns } from "../ec2/vpc-dns";
import { vpcRoutes } from "../ec2/vpc-routes";

const [balancer, listener, group] = ["loadBalancer:LoadBalancer", "listener:Listener", "targetGroup:TargetGroup"].map(
  (type) => `aws:lb/${type}`,
) as [string, string, string];

const passes = (type: string, inputs: Properties) =>
  assert.deepEqual(
    balancerSettings.check!({
      ...{ urn: `urn:pulumi:s::p::${type}::x`, type, name: "x", inputs, preview: true, configuration: {} },
      ...{ cloud: new SimulatedCloud(""), graph: new ResourceGraph() },
    }),
    [],
    JSON.stringify(inputs),
  );

test("what Elastic Load Balancing takes is refused by no rule", () => {
  for (const name of ["internal", "openmetadata-internal-", unknown, ""]) passes(balancer, { name });
  for (const policy of [
    ...["2016-08", "TLS13-1-2-2021-06", "TLS13-1-2-Res-2021-06", "TLS13-1-2-Ext0-FIPS-2023-04", "FS-1-2-Res-2020-10"],
    // Newer than the list.
    ...["TLS13-1-2-Res-PQ-2025-09", "TLS13-1-2-FIPS-PQ-2025-09", "TLS14-1-4-2031-01"],
  ])
    passes(listener, { protocol: "HTTPS", certificateArn: unknown, sslPolicy: `ELBSecurityPolicy-${policy}` });
  for (const inputs of [
    {},
    { protocol: "HTTP", port: 80 },
    { protocol: unknown, certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/x" },
    { protocol: "HTTP", certificateArn: unknown, sslPolicy: "" },
  ] as Properties[])
    passes(listener, inputs);
  const http = { vpcId: unknown, port: 80, protocol: "HTTP" };
  for (const more of [
    { targetType: "ip", healthCheck: { matcher: "200", port: "traffic-port", interval: 15, timeout: 10 } },
    { healthCheck: { matcher: "200,202,300-399", port: "8080" } },
    { healthCheck: { matcher: "200-499", port: unknown } },
    { healthCheck: unknown, stickiness: unknown },
    { protocolVersion: "GRPC", healthCheck: { matcher: "0-99" } },
    { protocol: "TCP", healthCheck: { matcher: "200-599", interval: 10, timeout: 10 } },
    { stickiness: { type: "app_cookie", cookieName: "JSESSIONID" } },
    { stickiness: { type: "app_cookie", cookieName: unknown } },
    { stickiness: { type: "app_cookie", enabled: false } },
    { stickiness: { type: "lb_cookie" } },
  ] as Properties[])
    passes(group, { ...http, ...more });
  passes(group, { targetType: "lambda" });
  passes(group, { targetType: unknown });
});

/** A resource: type, inputs, and for each input the names of the resources from which its unknown parts come. */
type Entry = readonly [type: string, inputs: Properties, from?: Readonly<Record<string, readonly string[]>>];

/** What rules say of resources in a first preview, each of which comes after those before it. */
function refused(rules: readonly Rule[], entries: Readonly<Record<string, Entry>>): string[] {
  const graph = new ResourceGraph();
  const cloud = new SimulatedCloud("test");
  for (const [name, [type, inputs, from = {}]] of Object.entries(entries)) {
    const propertyDependencies = Object.fromEntries(
      Object.entries(from).map(([property, names]) => [property, [...names]]),
    );
    const dependencies = graph.all().map(({ urn }) => urn);
    graph.add({
      urn: name,
      type,
      name,
      parent: "",
      provider: "",
      custom: true,
      inputs,
      propertyDependencies,
      dependencies,
    });
  }
  return graph
    .all()
    .flatMap((node) =>
      rules.flatMap((rule) => [
        ...(rule.graph?.(node, graph, cloud) ?? []),
        ...(rule.whole?.(node, graph, cloud) ?? []),
      ]),
    )
    .map(({ reason }) => reason);
}

const rules = [balancerProtocols, publicSubnets, ipv6Subnets, vpcDns, vpcRoutes, endpointSettings];

const vpc: Entry = ["aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true }];
const subnet = (more: Properties = {}): Entry => [
  "aws:ec2/subnet:Subnet",
  { vpcId: unknown, cidrBlock: "10.0.0.0/24", ...more },
  { vpcId: ["vpc"] },
];
const gateway: Entry = ["aws:ec2/internetGateway:InternetGateway", { vpcId: unknown }, { vpcId: ["vpc"] }];
/** A table of the subnet with routes inside. */
const table = (routes: Properties, from: readonly string[] = []): Record<string, Entry> => ({
  table: ["aws:ec2/routeTable:RouteTable", { vpcId: unknown, routes: [routes] }, { vpcId: ["vpc"], routes: from }],
  association: [
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    { subnetId: unknown, routeTableId: unknown },
    { subnetId: ["subnet"], routeTableId: ["table"] },
  ],
});
const placed = (more: Properties = {}): Entry => [balancer, { subnets: [unknown], ...more }, { subnets: ["subnet"] }];
const public_ = table({ cidrBlock: "203.0.113.0/24", gatewayId: unknown }, ["gateway"]);
const listening = (inputs: Properties): Entry => [
  listener,
  { loadBalancerArn: unknown, ...inputs },
  { loadBalancerArn: ["balancer"], defaultActions: ["group"] },
];
const endpoint = (more: Properties): Entry => [
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  { vpcId: unknown, serviceName: "com.amazonaws.eu-west-1.s3", ...more },
  { vpcId: ["vpc"], subnetIds: ["subnet"] },
];
const redirect = (to: Properties) => listening({ port: 80, defaultActions: [{ type: "redirect", redirect: to }] });

const accepted: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  "a balancer that some of the internet gets to": { vpc, gateway, subnet: subnet(), ...public_, balancer: placed() },
  "a balancer behind a firewall of the user's own": {
    ...{ vpc, subnet: subnet(), balancer: placed() },
    ...table({ cidrBlock: "0.0.0.0/0", vpcEndpointId: "vpce-0123456789abcdef0" }),
  },
  "a balancer behind a gateway of the user's own": {
    ...{ vpc, subnet: subnet(), balancer: placed() },
    ...table({ cidrBlock: "0.0.0.0/0", gatewayId: "igw-0123456789abcdef0" }),
  },
  "an internal balancer": { vpc, subnet: subnet(), balancer: placed({ internal: true }) },
  "a balancer of which that is not known": { vpc, subnet: subnet(), balancer: placed({ internal: unknown }) },
  "a balancer in subnets of the user's own": {
    balancer: [balancer, { subnets: ["subnet-0123456789abcdef0"], ipAddressType: "dualstack" }],
  },
  "a balancer with IPv6": {
    ...{ vpc, gateway, subnet: subnet({ ipv6CidrBlock: unknown }), ...public_ },
    balancer: placed({ ipAddressType: "dualstack" }),
  },
  "TLS on a network load balancer": {
    balancer: [balancer, { internal: true, loadBalancerType: "network" }],
    group: [group, { protocol: "TCP_UDP" }],
    listener: listening({ protocol: "TLS", defaultActions: [{ type: "forward", targetGroupArn: unknown }] }),
  },
  "a function behind an application load balancer": {
    balancer: [balancer, { internal: true }],
    group: [group, { targetType: "lambda" }],
    listener: listening({ protocol: "HTTPS", defaultActions: [{ type: "forward", targetGroupArn: unknown }] }),
  },
  "a redirect to HTTPS": { listener: redirect({ port: "443", protocol: "HTTPS" }) },
  "a redirect to HTTPS on the port it has": { listener: redirect({ protocol: "HTTPS", port: "#{port}" }) },
  "a redirect to another host": { listener: redirect({ host: "www.#{host}" }) },
  "a redirect to another query": { listener: redirect({ query: "lang=en" }) },
  "a redirect that is not known": { listener: redirect({ port: unknown }) },
  "endpoints of both kinds for S3": {
    ...{ vpc, subnet: subnet() },
    gateway: endpoint({ routeTableIds: ["rtb-0123456789abcdef0"], privateDnsEnabled: false, subnetIds: [] }),
    interface: endpoint({ vpcEndpointType: "Interface", subnetIds: [unknown], privateDnsEnabled: true }),
    more: endpoint({ vpcEndpointType: "Interface", subnetIds: [unknown], privateDnsEnabled: false }),
  },
  "a namespace in a VPC of the user's own": {
    names: ["aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace", { vpc: "vpc-0123456789abcdef0" }],
  },
  "a namespace in a VPC of which nothing is known": {
    vpc: ["aws:ec2/vpc:Vpc", { cidrBlock: unknown, enableDnsHostnames: unknown, enableDnsSupport: unknown }],
    names: ["aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace", { vpc: unknown }, { vpc: ["vpc"] }],
  },
  "a public zone": { vpc: ["aws:ec2/vpc:Vpc", {}], zone: ["aws:route53/zone:Zone", { name: "example.com" }] },
  "NAT gateways that are private, late, or of the user's own": {
    ...{ vpc, subnet: subnet() },
    private: [
      "aws:ec2/natGateway:NatGateway",
      { subnetId: unknown, connectivityType: "private" },
      { subnetId: ["subnet"] },
    ],
    foreign: ["aws:ec2/natGateway:NatGateway", { subnetId: "subnet-0123456789abcdef0" }],
    loose: ["aws:ec2/internetGateway:InternetGateway", {}],
    attachment: [
      "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
      { vpcId: unknown, internetGatewayId: unknown },
      { vpcId: ["vpc"], internetGatewayId: ["loose"] },
    ],
    late: ["aws:ec2/natGateway:NatGateway", { subnetId: unknown }, { subnetId: ["subnet"] }],
  },
  "a route for a part of the VPC": {
    ...{ vpc, gateway, subnet: subnet(), ...public_ },
    route: [
      "aws:ec2/route:Route",
      { routeTableId: unknown, destinationCidrBlock: "10.0.1.0/24", natGatewayId: "nat-0123456789abcdef0" },
      { routeTableId: ["table"] },
    ],
  },
};

for (const [what, entries] of Object.entries(accepted)) {
  test(`accepted: ${what}`, () => assert.deepEqual(refused(rules, entries), []));
}

const refusedCases: readonly [what: string, entries: Readonly<Record<string, Entry>>, reason: RegExp][] = [
  ["a balancer without a route", { vpc, subnet: subnet(), balancer: placed() }, /no route to an internet gateway/],
  [
    "a namespace in a VPC as AWS makes it",
    {
      vpc: ["aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }],
      names: ["aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace", { vpc: unknown }, { vpc: ["vpc"] }],
    },
    /needs enableDnsHostnames/,
  ],
  [
    "a rule that redirects to where it is",
    {
      listener: [listener, { port: 443, protocol: "HTTPS" }],
      rule: [
        "aws:lb/listenerRule:ListenerRule",
        { listenerArn: unknown, actions: [{ type: "redirect", redirect: { port: "443", statusCode: "HTTP_302" } }] },
        { listenerArn: ["listener"] },
      ],
    },
    /back to its own listener/,
  ],
];

for (const [what, entries, reason] of refusedCases) {
  test(`refused: ${what}`, () => assert.match(refused(rules, entries).join("\n"), reason));
}
