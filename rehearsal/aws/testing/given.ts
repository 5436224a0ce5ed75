import assert from "node:assert/strict";
import { SimulatedCloud } from "../../protocol/cloud";
import { ResourceGraph, type ResourceNode } from "../../protocol/graph";
import type { Failure } from "../../protocol/package";
import { stepType } from "../../protocol/steps";
import type { Properties } from "../../protocol/wire";
import type { Rule } from "../rule";
import { rules } from "../rules";
import { sampleCall } from "./sample-call";

/** Something that rules, which go by their names, are asked about. */
export interface Given {
  accepts(...names: string[]): void;
  refuses(name: string, says: RegExp): void;
}

/** A resource by itself: what a rule's checks say before it is created. */
export const given = (type: string, inputs: Properties): Given =>
  asked(({ name, check, checkInAccount }) => {
    assert.ok(check ?? checkInAccount, `${name} has no check`);
    const call = sampleCall(type, inputs, { preview: true });
    return [...(check?.({ type, inputs }) ?? []), ...(checkInAccount?.(call) ?? [])];
  }, JSON.stringify(inputs));

/** A resource: type or a short name of one, inputs, and for each input the names of the resources from which it comes. */
export type Entry = readonly [type: string, inputs: Properties, from?: Readonly<Record<string, readonly string[]>>];

export type Program = Readonly<Record<string, Entry>>;

export interface Circumstances {
  /** What a resource depends on besides what its inputs come from, given its type and the names before it. */
  after?: (type: string, earlier: readonly string[], all: readonly string[]) => readonly string[];
  /** What is there already, by its name in the program. */
  made?: Readonly<Record<string, { id: string; outputs: Properties }>>;
  /** What the program said of a resource besides, by its name. */
  said?: Readonly<Record<string, Pick<ResourceNode, "registered">>>;
  /** What the stack's config names. */
  named?: readonly string[];
}

/** A program once everything is registered: what a rule says of its resources, and of them together. */
export function givenProgram(entries: Program, circumstances: Circumstances = {}): Given {
  const { after = () => [], made = {}, named = [], said = {} } = circumstances;
  const graph = new ResourceGraph();
  const cloud = new SimulatedCloud("test", new Set(named));
  const names = Object.keys(entries);
  names.forEach((name, index) => {
    const [short, inputs, from = {}] = entries[name]!;
    const type = types[short] ?? short;
    const more = after(type, names.slice(0, index), names).filter((other) => other !== name);
    const there = made[name];
    graph.add({ ...node(type, name, inputs, from, more), ...said[name], ...(there && { id: there.id }) });
    if (there) cloud.put({ type, urn: name, inputs, ...there });
  });
  return asked((rule) =>
    graph
      .all()
      .flatMap((one) => [...(rule.graph?.(one, graph, cloud) ?? []), ...(rule.whole?.(one, graph, cloud) ?? [])]),
  );
}

function node(
  type: string,
  name: string,
  inputs: Properties,
  from: Readonly<Record<string, readonly string[]>>,
  more: readonly string[],
): ResourceNode {
  const propertyDependencies = Object.fromEntries(
    Object.entries(from).map(([property, sources]) => [property, [...sources]]),
  );
  const dependencies = [...new Set([...Object.values(propertyDependencies).flat(), ...more])];
  return {
    urn: name,
    type,
    name,
    parent: "",
    provider: "",
    custom: true,
    inputs,
    propertyDependencies,
    dependencies,
  };
}

function asked(question: (rule: Rule) => readonly Failure[], what?: string): Given {
  const reasons = (name: string) => {
    const rule = rules.find((one) => one.name === name);
    if (!rule) throw new Error(`there is no rule ${name}`);
    return question(rule).map(({ reason }) => reason);
  };
  return {
    accepts: (...names) => {
      for (const name of names) assert.deepEqual(reasons(name), [], what && `${name}: ${what}`);
    },
    refuses: (name, says) => assert.match(reasons(name).join("\n"), says, what),
  };
}

const types: Readonly<Record<string, string>> = {
  association: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  balancer: "aws:lb/loadBalancer:LoadBalancer",
  certificate: "aws:acm/certificate:Certificate",
  database: "aws:rds/instance:Instance",
  dhcp: "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
  endpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
  gateway: "aws:ec2/internetGateway:InternetGateway",
  group: "aws:ec2/securityGroup:SecurityGroup",
  listener: "aws:lb/listener:Listener",
  logs: "aws:cloudwatch/logGroup:LogGroup",
  mainAssociation: "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
  namespace: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
  nat: "aws:ec2/natGateway:NatGateway",
  oldRule: "aws:ec2/securityGroupRule:SecurityGroupRule",
  record: "aws:route53/record:Record",
  registered: "aws:servicediscovery/service:Service",
  route: "aws:ec2/route:Route",
  service: "aws:ecs/service:Service",
  step: stepType,
  subnet: "aws:ec2/subnet:Subnet",
  table: "aws:ec2/routeTable:RouteTable",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  task: "aws:ecs/taskDefinition:TaskDefinition",
  validation: "aws:acm/certificateValidation:CertificateValidation",
  vpc: "aws:ec2/vpc:Vpc",
  zone: "aws:route53/zone:Zone",
};
