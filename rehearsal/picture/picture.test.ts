import assert from "node:assert/strict";
import { test } from "node:test";
import { resource, sampleStack } from "../report/sample-state";
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
