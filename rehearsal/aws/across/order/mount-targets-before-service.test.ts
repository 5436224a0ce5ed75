import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedCloud } from "../../../protocol/cloud";
import { ResourceGraph } from "../../../protocol/graph";
import { unknown, type Properties } from "../../../protocol/wire";
import { mountTargetsBeforeService } from "./mount-targets-before-service";

const types: Readonly<Record<string, string>> = {
  files: "aws:efs/fileSystem:FileSystem",
  task: "aws:ecs/taskDefinition:TaskDefinition",
  target: "aws:efs/mountTarget:MountTarget",
  subnet: "aws:ec2/subnet:Subnet",
  service: "aws:ecs/service:Service",
};

/** What is refused of a service in two subnets of two zones, given the subnets of the file system's mount targets. */
function refused(
  targetsIn: readonly (string | typeof unknown)[],
  ownSubnets: Properties[string] = ["a1", "b1"],
): string {
  const graph = new ResourceGraph();
  const add = (kind: string, name: string, inputs: Properties, from: Record<string, string[]> = {}, id = name) =>
    graph.add({
      urn: name,
      type: types[kind]!,
      name,
      parent: "",
      provider: "",
      custom: true,
      inputs,
      id,
      propertyDependencies: from,
      dependencies: kind === "service" ? graph.all().map(({ urn }) => urn) : [],
    });
  for (const subnet of ["a1", "a2", "b1", "b2"]) add("subnet", subnet, { availabilityZone: `eu-west-1${subnet[0]!}` });
  add("files", "files", {});
  targetsIn.forEach((subnetId, index) => add("target", `target-${index}`, { subnetId }, { fileSystemId: ["files"] }));
  add("task", "task", {}, { volumes: ["files"] });
  add("service", "service", { networkConfiguration: { subnets: ownSubnets } }, { taskDefinition: ["task"] });
  return mountTargetsBeforeService.graph!(graph.get("service")!, graph, new SimulatedCloud("test"))
    .map(({ reason }) => reason)
    .join();
}

test("a mount target serves every subnet of its zone", () => {
  assert.equal(refused(["a1", "b1"]), "");
  assert.equal(refused(["a2", "b2"]), "");
  assert.equal(refused([unknown, unknown], [unknown, unknown]), "");
  assert.match(refused(["a2"]), /in 1 of the service's subnets/);
  assert.match(refused([]), /in any of the service's subnets/);
  assert.match(refused([unknown], [unknown, unknown]), /in 1 of the service's subnets/);
});
