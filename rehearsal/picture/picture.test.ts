import assert from "node:assert/strict";
import { test } from "node:test";
import { resource, sampleStack } from "../report/testing/sample-state";
import type { StateResource } from "../report/state";
import { pictureGraph } from "./graph";
import { layoutOf } from "./layout";
import { pictureOf } from "./picture";

const groupOf = (name: string) => resource("aws:ec2/securityGroup:SecurityGroup", `openmetadata-dev-${name}`, {});
const groups = { front: groupOf("front"), server: groupOf("server"), database: groupOf("database") };
const inGroup = (property: string, group: StateResource) => ({ propertyDependencies: { [property]: [group.urn] } });
const rule = (from: StateResource, to: StateResource, port: number) =>
  resource(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    `${to.urn}-${port}`,
    { fromPort: port },
    {
      propertyDependencies: { securityGroupId: [to.urn], referencedSecurityGroupId: [from.urn] },
    },
  );
const balancer = resource(
  "aws:lb/loadBalancer:LoadBalancer",
  "openmetadata-dev",
  {},
  inGroup("securityGroups", groups.front),
);
const listener = resource(
  "aws:lb/listener:Listener",
  "https",
  { protocol: "HTTPS", port: 443 },
  {
    propertyDependencies: { loadBalancerArn: [balancer.urn] },
  },
);
const server = resource(
  "aws:ecs/service:Service",
  "openmetadata-dev-server",
  {},
  inGroup("networkConfiguration", groups.server),
);
const database = resource(
  "aws:rds/instance:Instance",
  "db",
  { engine: "postgres", engineVersion: "16 <&>" },
  inGroup("vpcSecurityGroupIds", groups.database),
);
const state = sampleStack(
  ...Object.values(groups),
  balancer,
  listener,
  server,
  database,
  rule(groups.front, groups.server, 8585),
  rule(groups.server, groups.database, 5432),
);

test("arrows are the rules between security groups", () => {
  const { nodes, edges } = pictureGraph(state, "openmetadata-dev-");
  const title = (id: string) => nodes.find((node) => node.id === id)?.title;
  const told = edges.map(({ from, to, label }) => `${title(from)} → ${title(to)} ${label}`).sort();
  assert.deepEqual(told, [
    "Load balancer → OpenMetadata server 8585",
    "OpenMetadata server → PostgreSQL 16 <&> 5432",
    "People → Load balancer HTTPS 443",
  ]);
  const closed = state.filter(({ inputs }) => inputs?.fromPort !== 5432);
  assert.equal(pictureGraph(closed, "").edges.length, edges.length - 1);
});

test("boxes do not overlap and stand inside the picture", () => {
  const { boxes, width, height } = layoutOf(pictureGraph(state, "openmetadata-dev-"));
  for (const [index, box] of boxes.entries()) {
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height);
    for (const other of boxes.slice(index + 1)) {
      const apart =
        box.x + box.width <= other.x ||
        other.x + other.width <= box.x ||
        box.y + box.height <= other.y ||
        other.y + other.height <= box.y;
      assert.ok(apart, `${box.node.title} and ${other.node.title}`);
    }
  }
});

test("the same stack gives the same bytes, in whatever order it was registered", () => {
  const svg = pictureOf(state, "openmetadata", "dev");
  assert.equal(pictureOf([...state].reverse(), "openmetadata", "dev"), svg);
  assert.ok(svg.includes("PostgreSQL 16 &lt;&amp;&gt;") && !svg.includes("<&>"));
  assert.ok(svg.includes("prefers-color-scheme: dark"));
});

const egress = (from: StateResource, inputs: Record<string, unknown>) =>
  resource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", `${from.urn}-${JSON.stringify(inputs)}`, inputs, {
    propertyDependencies: { securityGroupId: [from.urn] },
  });
const variables = {
  DB_HOST: "db.example.com",
  DB_PORT: "3306",
  PIPELINE_SERVICE_CLIENT_ENDPOINT: "https://flow.example.com",
};
const task = resource("aws:ecs/taskDefinition:TaskDefinition", "server-task", {
  containerDefinitions: JSON.stringify([
    { name: "server", environment: Object.entries(variables).map(([name, value]) => ({ name, value })) },
  ]),
});
const runningServer: StateResource = {
  ...server,
  propertyDependencies: { ...server.propertyDependencies, taskDefinition: [task.urn] },
};
/** An existing VPC (no NAT gateway), and everything but the server made by others. */
const borrowing = sampleStack(
  groups.front,
  groups.server,
  balancer,
  listener,
  task,
  runningServer,
  rule(groups.front, groups.server, 8585),
  resource(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "from-outside",
    { fromPort: 8585, cidrIpv4: "10.9.0.0/16" },
    { propertyDependencies: { securityGroupId: [groups.server.urn] } },
  ),
  egress(groups.server, { cidrIpv4: "0.0.0.0/0", fromPort: 443, toPort: 443 }),
  egress(groups.server, { cidrIpv4: "10.7.0.0/16", fromPort: 0, toPort: 65535 }),
  egress(groups.server, { cidrIpv4: "10.0.0.0/8", fromPort: 3306, toPort: 3306 }),
);

const withTask = (service: StateResource, its: StateResource): StateResource => ({
  ...service,
  propertyDependencies: { ...service.propertyDependencies, taskDefinition: [its.urn] },
});
const taskOf = (name: string, cpu: string, containers: string[] = []): StateResource =>
  resource(
    "aws:ecs/taskDefinition:TaskDefinition",
    name,
    { cpu, memory: "2048" },
    { propertyDependencies: { containerDefinitions: containers } },
  );
const flowGroup = groupOf("airflow");
const worker = taskOf("worker", "512");
const flowTasks = ["airflow", "airflow-dag-processor"].map((name, index) =>
  taskOf(`${name}-task`, "1024", index ? [] : [worker.urn]),
);
const flowServices = ["airflow", "airflow-dag-processor"].map((name, index) =>
  withTask(
    resource("aws:ecs/service:Service", `openmetadata-dev-${name}`, {}, inGroup("networkConfiguration", flowGroup)),
    flowTasks[index]!,
  ),
);
const split = [...state, flowGroup, worker, ...flowTasks, ...flowServices, rule(flowGroup, flowGroup, 8081)];

test("services in the same security groups are one box, with the tasks that they start", () => {
  const { nodes, edges } = pictureGraph(split, "openmetadata-dev-");
  const box = nodes.find(({ title }) => title === "Airflow");
  assert.deepEqual(box?.lines, [
    "API server: 1 vCPU / 2 GiB",
    "DAG processor: 1 vCPU / 2 GiB",
    "each run a task: 0.5 vCPU / 2 GiB",
    "reads 0 secrets",
  ]);
  assert.deepEqual(
    box.standsFor,
    flowServices.map(({ urn }) => urn),
  );
  assert.equal(edges.filter(({ from }) => from === box.id).length, 0, "no arrow from a box to itself");
  const marks = (...changed: StateResource[]) =>
    pictureOf(split, "openmetadata", "dev", new Map(changed.map(({ urn }) => [urn, "new"])));
  assert.match(marks(...flowServices), /class="mark new"/);
  assert.match(marks(flowServices[1]!), /class="mark changed"/, "only a part of it is new");
});

test("a server that runs several times says so, and what runs once at changes", () => {
  const target = (minCapacity: number, maxCapacity: number) =>
    resource(
      "aws:appautoscaling/target:Target",
      "scaling",
      { minCapacity, maxCapacity },
      { propertyDependencies: { resourceId: [server.urn] } },
    );
  const step = resource(
    "pulumi-nodejs:dynamic/openmetadata:Step",
    "migrate",
    { step: "migrate" },
    inGroup("networkConfiguration", groups.server),
  );
  const titles = (resources: StateResource[]) =>
    pictureGraph(resources, "openmetadata-dev-").nodes.map(({ title }) => title);
  const twice = state.map((each) => (each === server ? { ...server, inputs: { desiredCount: 2 } } : each));
  assert.ok(titles(twice).includes("OpenMetadata server × 2"));
  assert.ok(titles([...twice, target(2, 6)]).includes("OpenMetadata server × 2–6"));
  const { nodes } = pictureGraph([...state, step], "openmetadata-dev-");
  assert.deepEqual(nodes.find(({ id }) => id === server.urn)?.lines, ["1 step at changes"]);
});

test("what the stack uses and does not make is drawn as yours, with the networks that it may call", () => {
  const { nodes, edges } = pictureGraph(borrowing, "openmetadata-dev-");
  const yours = nodes.filter((node) => node.yours).map(({ title, lines }) => [title, lines.at(-1)]);
  assert.deepEqual(yours.sort(), [
    ["Your Airflow", "flow.example.com"],
    ["Your database", "db.example.com"],
    ["Your networks", "10.7.0.0/16"],
  ]);
  const title = (id: string) => nodes.find((node) => node.id === id)?.title;
  const told = edges.map(({ from, to, label }) => `${title(from)} → ${title(to)} ${label}`).sort();
  assert.deepEqual(
    told.filter((text) => text.includes("Your")),
    [
      "OpenMetadata server → Your Airflow Managed APIs 443",
      "OpenMetadata server → Your database 3306",
      "OpenMetadata server → Your networks any port",
      "Your Airflow → OpenMetadata server Metadata API 8585",
    ],
  );
  const made = pictureGraph([...borrowing, database], "openmetadata-dev-").nodes.map((node) => node.title);
  assert.ok(!made.includes("Your database"), "the stack's own database is the one that is meant");
});

test("without a way to the internet there is none in the picture", () => {
  const kinds = (resources: StateResource[]) => pictureGraph(resources, "").nodes.map(({ kind }) => kind);
  assert.ok(kinds(borrowing).includes("internet"));
  assert.ok(!kinds(borrowing.filter(({ inputs }) => inputs?.cidrIpv4 !== "0.0.0.0/0")).includes("internet"));
});

test("no arrow runs behind a box", () => {
  for (const resources of [state, borrowing, [...borrowing, database], split]) {
    const { arrows, boxes } = layoutOf(pictureGraph(resources, "openmetadata-dev-"));
    for (const { points, label } of arrows) {
      points.slice(1).forEach(([x, y], index) => {
        const [fromX, fromY] = points[index]!;
        for (const box of boxes) {
          const overlaps =
            Math.max(x, fromX) > box.x &&
            Math.min(x, fromX) < box.x + box.width &&
            Math.max(y, fromY) > box.y &&
            Math.min(y, fromY) < box.y + box.height;
          assert.ok(!overlaps, `an arrow (${label}) through ${box.node.title}`);
        }
      });
    }
  }
});

test("arrowheads are drawn as every reader of SVG draws them", () => {
  // Not every library knows auto-start-reverse, of SVG 2: it leaves the head lying on its side.
  assert.match(pictureOf(state, "openmetadata", "dev"), /<marker [^>]*orient="auto"/);
});

const inSubnets = (resource: StateResource, property: string, subnets: unknown): StateResource => ({
  ...resource,
  inputs: { ...resource.inputs, [property]: subnets },
});
const tasksIn = (...subnets: string[]) => inSubnets(server, "networkConfiguration", { subnets });
const subnet = (name: string, availabilityZone: string) =>
  resource("aws:ec2/subnet:Subnet", `openmetadata-dev-${name}`, { availabilityZone });

test("a load balancer stands in the subnets that it is in", () => {
  const frames = (resources: StateResource[]) =>
    layoutOf(pictureGraph(resources, "openmetadata-dev-")).frames.map(({ title, style }) => `${style}: ${title}`);
  const internal = inSubnets({ ...balancer, inputs: { internal: true } }, "subnets", ["subnet-a", "subnet-b"]);
  assert.deepEqual(frames(sampleStack(...Object.values(groups), internal, tasksIn("subnet-a", "subnet-b"))), [
    "vpc: Your VPC",
    "private: your 2 private subnets, one a zone",
  ]);
  const open = inSubnets(balancer, "subnets", ["subnet-c", "subnet-d"]);
  assert.deepEqual(frames(sampleStack(...Object.values(groups), open, tasksIn("subnet-a", "subnet-b"))), [
    "vpc: Your VPC",
    "public: your 2 public subnets",
    "private: your 2 private subnets, one a zone",
  ]);
  const nat = resource("aws:ec2/natGateway:NatGateway", "nat", {});
  const way = egress(groups.server, { cidrIpv4: "0.0.0.0/0", fromPort: 443, toPort: 443 });
  const both = frames(sampleStack(...Object.values(groups), internal, tasksIn("subnet-a", "subnet-b"), nat, way));
  assert.deepEqual(both.map((text) => text.split(":")[0]).sort(), ["private", "private", "public", "vpc"]);
});

test("the zones of the stack's own subnets are named", () => {
  const made = ["eu-west-1a", "eu-west-1b"].flatMap((zone, index) => [
    subnet(`public-${index}`, zone),
    subnet(`private-${index}`, zone),
  ]);
  const { publicTitle, privateTitle } = pictureGraph(sampleStack(...made), "").network;
  assert.deepEqual([publicTitle, privateTitle], ["2 public subnets", "2 private subnets: eu-west-1a, b"]);
});

test("every dashed line has its meaning in the legend", () => {
  const legend = (resources: StateResource[]) =>
    layoutOf(pictureGraph(resources, "openmetadata-dev-")).legend.map(({ entry }) => entry);
  assert.deepEqual(legend(state), ["subnets", "outward"]);
  assert.deepEqual(legend(borrowing), ["subnets", "outward", "yours"]);
  const { legend: entries, boxes, width, height } = layoutOf(pictureGraph(borrowing, ""));
  assert.ok(entries.every(({ x, y }) => x < width && y < height && boxes.every((box) => y > box.y + box.height)));
});

test("the dark variant has a colour of its own for every class that has one", () => {
  const [light = "", dark = ""] = /<style>([\s\S]*)<\/style>/
    .exec(pictureOf(state, "openmetadata", "dev"))![1]!
    .split("@media");
  const colored = (css: string) =>
    new Set([...css.matchAll(/\.([\w-]+)[^{}]*\{[^}]*#[0-9a-f]{6}/g)].map(([, name]) => name));
  for (const name of colored(light)) assert.match(dark, new RegExp(`\\.${name}\\b`), name);
});
