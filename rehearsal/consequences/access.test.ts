import assert from "node:assert/strict";
import { test } from "node:test";
import type { StateResource } from "../report/state";
import { consequencesOf } from "./index";
import { changeBetween, resource } from "./testing/state-builder";

type Inputs = Readonly<Record<string, unknown>>;

const group = resource("aws:ec2/securityGroup:SecurityGroup", "balancer");
const rule = (name: string, inputs: Inputs) =>
  resource(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    name,
    { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 443, toPort: 443, ...inputs },
    { securityGroupId: group },
  );
const balancer = (inputs: Inputs = {}) =>
  resource(
    "aws:lb/loadBalancer:LoadBalancer",
    "server",
    { securityGroups: [group.id], ...inputs },
    { securityGroups: group },
  );
const listener = (inputs: Inputs = {}) =>
  resource(
    "aws:lb/listener:Listener",
    "server",
    { port: 443, protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06", ...inputs },
    { loadBalancerArn: balancer() },
  );

const accessOf = (base: readonly StateResource[], head: readonly StateResource[]) =>
  consequencesOf(changeBetween(base, head))
    .access.map(({ kind, direction, text }) => `${kind} ${direction} ${text}`)
    .sort();

const office = rule("in", { cidrIpv4: "203.0.113.0/24" });

/** Rules of one group before and after, and what is said of the difference. */
const portCases: readonly [
  title: string,
  before: readonly StateResource[],
  after: readonly StateResource[],
  found: readonly string[],
][] = [
  ["the same rule by another name", [office], [rule("other", { cidrIpv4: "203.0.113.0/24" })], []],
  [
    "a port opened to everyone",
    [office],
    [office, rule("all", { cidrIpv4: "0.0.0.0/0" })],
    ["port widened port 443 from everywhere (0.0.0.0/0)"],
  ],
  [
    "a range inside one that is open",
    [rule("in", { cidrIpv4: "10.0.0.0/8" })],
    [rule("in", { cidrIpv4: "10.0.0.0/8" }), rule("in2", { cidrIpv4: "10.1.0.0/16" })],
    [],
  ],
  [
    "a range that only looks alike",
    [rule("in", { cidrIpv4: "10.0.0.0/16" })],
    [rule("in", { cidrIpv4: "10.1.0.0/16" })],
    ["port narrowed port 443 from 10.0.0.0/16", "port widened port 443 from 10.1.0.0/16"],
  ],
  [
    "one bit less of a mask",
    [rule("in", { cidrIpv4: "10.2.0.0/16" })],
    [rule("in", { cidrIpv4: "10.2.0.0/15" })],
    ["port widened port 443 from 10.2.0.0/15"],
  ],
  [
    "every protocol covers a port",
    [rule("in", { ipProtocol: "-1", fromPort: undefined, toPort: undefined, cidrIpv4: "10.0.0.0/8" })],
    [rule("in", { cidrIpv4: "10.0.0.0/8" })],
    ["port narrowed every port from 10.0.0.0/8"],
  ],
  [
    "a wider range of ports",
    [rule("in", { cidrIpv4: "10.0.0.0/8" })],
    [rule("in", { cidrIpv4: "10.0.0.0/8", fromPort: 440, toPort: 450 })],
    ["port widened ports 440–450 from 10.0.0.0/8"],
  ],
  [
    "IPv6 everywhere is not IPv4 everywhere",
    [rule("in", { cidrIpv4: "0.0.0.0/0" })],
    [rule("in", { cidrIpv6: "::/0" })],
    ["port narrowed port 443 from everywhere (0.0.0.0/0)", "port widened port 443 from everywhere (::/0)"],
  ],
];

for (const [title, before, after, found] of portCases)
  test(`ports of a security group: ${title}`, () =>
    assert.deepEqual(accessOf([group, ...before], [group, ...after]), found));

test("ports of a security group: rules inside a group count too", () => {
  const inline = (...cidrBlocks: string[]) =>
    resource(group.type, "balancer", { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks }] });
  assert.deepEqual(accessOf([inline("10.0.0.0/8")], [inline("10.0.0.0/8", "0.0.0.0/0")]), [
    "port widened port 22 from everywhere (0.0.0.0/0)",
  ]);
});

test("what becomes reachable from the internet: a balancer that was internal", () => {
  const open = [group, rule("all", { cidrIpv4: "0.0.0.0/0" }), listener()];
  assert.deepEqual(accessOf([...open, balancer({ internal: true })], [...open, balancer({ internal: false })]), [
    "internet widened reachable from the internet: HTTPS 443 from everywhere (0.0.0.0/0)",
  ]);
});
test("what becomes reachable from the internet: a private range does not count as the internet", () => {
  const inside = [group, rule("in", { cidrIpv4: "10.0.0.0/8" }), listener()];
  assert.deepEqual(accessOf([...inside, balancer({ internal: true })], [...inside, balancer()]), []);
});
test("what becomes reachable from the internet: a database, a domain and a task with a public address", () => {
  const database = (publiclyAccessible: boolean) =>
    resource("aws:rds/instance:Instance", "database", { publiclyAccessible });
  const domain = (inputs: Inputs) => resource("aws:opensearch/domain:Domain", "search", inputs);
  const service = (assignPublicIp: boolean) =>
    resource("aws:ecs/service:Service", "server", { networkConfiguration: { assignPublicIp } });
  assert.equal(
    accessOf(
      [database(false), domain({ vpcOptions: {} }), service(false)],
      [database(true), domain({}), service(true)],
    ).filter((line) => line.startsWith("internet widened")).length,
    3,
  );
});
