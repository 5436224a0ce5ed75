import assert from "node:assert/strict";
import { test } from "node:test";
import type { StateResource } from "../report/state";
import { resource, sampleStack } from "../report/testing/sample-state";
import { pictureGraph } from "./graph";
import { pictureOf } from "./picture";
import { groups, inGroup, server, database, state, borrowing, flowServices, split } from "./testing/sample-pictures";

const subnet = (name: string, availabilityZone: string) =>
  resource("aws:ec2/subnet:Subnet", `openmetadata-dev-${name}`, { availabilityZone });

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

test("the zones of the stack's own subnets are named", () => {
  const made = ["eu-west-1a", "eu-west-1b"].flatMap((zone, index) => [
    subnet(`public-${index}`, zone),
    subnet(`private-${index}`, zone),
  ]);
  const { publicTitle, privateTitle } = pictureGraph(sampleStack(...made), "").network;
  assert.deepEqual([publicTitle, privateTitle], ["2 public subnets", "2 private subnets: eu-west-1a, b"]);
});
