import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedCloud } from "../../../protocol/cloud";
import { ResourceGraph, type ResourceNode } from "../../../protocol/graph";
import { unknown, type Properties } from "../../../protocol/wire";
import { serviceMatchesTask } from "./service-matches-task";

const node = (name: string, type: string, inputs: Properties, from: Record<string, string[]> = {}): ResourceNode => ({
  ...{
    urn: name,
    name,
    type,
    inputs,
    parent: "",
    provider: "",
    custom: true,
    dependencies: [],
    propertyDependencies: from,
  },
});

/** A service, its task, its target group and its registry. */
function reasons(task: Properties, more: Properties = {}, group: Properties = { targetType: "ip" }, records = ["A"]) {
  const graph = new ResourceGraph();
  graph.add(node("task", "aws:ecs/taskDefinition:TaskDefinition", task));
  graph.add(node("group", "aws:lb/targetGroup:TargetGroup", group));
  const dnsConfig = { dnsRecords: records.map((type) => ({ type })) };
  graph.add(node("registry", "aws:servicediscovery/service:Service", { dnsConfig }));
  const from = { taskDefinition: ["task"], loadBalancers: ["group"], serviceRegistries: ["registry"] };
  const loadBalancers = [{ containerName: "server", containerPort: 8585 }];
  const inputs = {
    loadBalancers,
    networkConfiguration: { subnets: [] },
    serviceRegistries: { registryArn: "a" },
    ...more,
  };
  const found = node("service", "aws:ecs/service:Service", inputs, from);
  graph.add(found);
  return serviceMatchesTask.graph!(found, graph, new SimulatedCloud("test")).map(({ reason }) => reason);
}

const task = (portMapping: object): Properties => ({
  family: "server",
  networkMode: "awsvpc",
  containerDefinitions: JSON.stringify([{ name: "server", image: "busybox", portMappings: [portMapping] }]),
});

test("a service is taken with its task: by port, by range, by name", () => {
  assert.deepEqual(reasons(task({ containerPort: 8585 })), []);
  assert.deepEqual(reasons(task({ containerPortRange: "8000-9000" })), []);
  const byName = { serviceRegistries: { containerName: "server", containerPort: 8585 } };
  assert.deepEqual(reasons(task({ containerPort: 8585 }), byName, { targetType: "ip" }, ["SRV", "A"]), []);
  const byPort = { serviceRegistries: { port: 8585 } };
  assert.deepEqual(reasons(task({ containerPort: 8585 }), byPort, { targetType: "ip" }, ["SRV"]), []);
});

test("nothing is refused for what is not known yet, or only looked up", () => {
  const later = { family: "server", networkMode: unknown, containerDefinitions: unknown };
  assert.deepEqual(
    reasons(later, { networkConfiguration: unknown, launchType: "FARGATE" }, { targetType: unknown }),
    [],
  );
  assert.deepEqual(reasons({}, { launchType: "FARGATE" }, {}), []);
  const registry = { serviceRegistries: { containerName: unknown, containerPort: unknown, port: unknown } };
  assert.deepEqual(reasons(task({ containerPort: 8585 }), registry, { targetType: "ip" }, ["SRV"]), []);
});

test("a service on a bridge names its container and its port, and has targets of instances", () => {
  const bridge = { ...task({ containerPort: 8585, hostPort: 0 }), networkMode: "bridge" };
  const registered = {
    networkConfiguration: null,
    serviceRegistries: { containerName: "server", containerPort: 8585 },
  };
  assert.deepEqual(reasons(bridge, registered, { port: 8585 }, ["SRV"]), []);
  assert.match(reasons(bridge, registered).join(), /target type "ip"/);
  assert.match(reasons(bridge, {}, { port: 8585 }).join(), /has network mode "bridge", which takes none/);
});
