import assert from "node:assert/strict";
import { test } from "node:test";
import type { StateResource } from "../report/state";
import { resource, sampleStack } from "../report/testing/sample-state";
import { pictureGraph } from "./graph";
import { layoutOf } from "./layout";
import { groups, balancer, server, database, state, egress, borrowing, split } from "./testing/sample-pictures";

const inSubnets = (resource: StateResource, property: string, subnets: unknown): StateResource => ({
  ...resource,
  inputs: { ...resource.inputs, [property]: subnets },
});
const tasksIn = (...subnets: string[]) => inSubnets(server, "networkConfiguration", { subnets });

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

test("every dashed line has its meaning in the legend", () => {
  const legend = (resources: StateResource[]) =>
    layoutOf(pictureGraph(resources, "openmetadata-dev-")).legend.map(({ entry }) => entry);
  assert.deepEqual(legend(state), ["subnets", "outward"]);
  assert.deepEqual(legend(borrowing), ["subnets", "outward", "yours"]);
  const { legend: entries, boxes, width, height } = layoutOf(pictureGraph(borrowing, ""));
  assert.ok(entries.every(({ x, y }) => x < width && y < height && boxes.every((box) => y > box.y + box.height)));
});
