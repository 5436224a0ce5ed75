import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedCloud } from "../../../protocol/cloud";
import { ResourceGraph, type ResourceNode } from "../../../protocol/graph";
import { unknown, type Properties } from "../../../protocol/wire";
import { accessPointUsable } from "./access-point-usable";
import { fileSystem, node, refused } from "../../testing/one-task-stack";

const accessPoint = "aws:efs/accessPoint:AccessPoint";
const point = (rootDirectory: Properties, more: Properties = {}, urn = accessPoint): ResourceNode => ({
  ...node(accessPoint, { rootDirectory, ...more }, { fileSystemId: [fileSystem] }),
  urn,
});
const files = (inputs: Properties = { encrypted: true }) => node(fileSystem, inputs);
const asked = (...more: ResourceNode[]) => refused(accessPointUsable, { container: {}, more }).join();
const made = { creationInfo: { ownerUid: 1, ownerGid: 1, permissions: "0755" } };
test("access-point-usable accepts a directory that is made, or that something else may make", () => {
  assert.match(asked(files(), point({ path: "/a" })), /nobody makes the directory \/a/);
  assert.equal(asked(files(), point({ path: "/a", ...made })), "");
  assert.equal(asked(files(), point({ path: "/" })), "");
  assert.equal(asked(files(), point({ path: "/a", creationInfo: unknown })), "");
  assert.equal(asked(files(), point({ path: "/a" }), point({ path: "/a/b", ...made }, {}, "other")), "");
  assert.equal(asked(files(), point({ path: "/a" }), point({ path: "/" }, {}, "other")), "");
  assert.equal(asked(files({}), point({ path: "/a" })), "");
});
test("access-point-usable knows whom a mode lets in", () => {
  const enters = (permissions: string, posixUser: Properties, owner = { ownerUid: 1, ownerGid: 1 }) => {
    const graph = new ResourceGraph();
    const tried = point({ path: "/a", creationInfo: { ...owner, permissions } }, { posixUser });
    for (const each of [files(), tried]) graph.add(each);
    return accessPointUsable.graph!(tried, graph, new SimulatedCloud("test")).length === 0;
  };
  assert.ok(enters("0700", { uid: 1, gid: 9 }));
  assert.ok(enters("770", { uid: 9, gid: 1 }));
  assert.ok(enters("0050", { uid: 9, gid: 8, secondaryGids: [1] }));
  assert.ok(enters("0005", { uid: 9, gid: 9 }));
  assert.ok(enters("0000", { uid: 0, gid: 0 }));
  assert.ok(enters("0700", { uid: unknown, gid: 9 }));
  assert.ok(!enters("0770", { uid: 9, gid: 9 }));
  assert.ok(!enters("0057", { uid: 1, gid: 9 }));
  assert.ok(!enters("0604", { uid: 9, gid: 9 }));
});
