import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedCloud } from "../../../protocol/cloud";
import { ResourceGraph, type ResourceNode } from "../../../protocol/graph";
import { builtImages } from "./built-images";
import { unknown, type Properties } from "../../../protocol/wire";
import { given } from "../../testing/given";

const image = "docker:index/image:Image";

test("an image's name and the registry that it is pushed to", () => {
  const server = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
  for (const [imageName, registry] of [
    [`${server}/a:1`, { server }],
    [`${server}/a:1`, { server: `https://${server}/v2/` }],
    ["a/b:1", { server: "https://index.docker.io/v1/" }],
    ["docker.io/a/b", { server: "docker.io" }],
    ["localhost/a", { server: "localhost" }],
    ["registry:5000/a", { server: "registry:5000" }],
    ["a", { username: "x" }],
    ["a", { server: unknown }],
    [unknown, { server }],
    ["a", unknown],
  ] as const)
    given(image, { imageName, registry }).accepts("built-images");
  given(image, { imageName: "a", registry: { server }, skipPush: true }).accepts("built-images");
  given(image, { imageName: "a:1", registry: { server } }).refuses("built-images", /image a:1 is pushed to docker.io/);
  given(image, { imageName: `b.${server}/a`, registry: { server } }).refuses(
    "built-images",
    /the login is to 123456789012/,
  );
});

const node = (type: string, inputs: Properties, from: Record<string, string[]> = {}): ResourceNode => ({
  ...{ urn: type, type, name: "x", parent: "", provider: "", custom: true, inputs },
  dependencies: Object.values(from).flat(),
  propertyDependencies: from,
});

test("the platform of an image and of the task that runs it", () => {
  const task = "aws:ecs/taskDefinition:TaskDefinition";
  const found = (platform: Properties[string], cpuArchitecture?: string) => {
    const graph = new ResourceGraph();
    const runtimePlatform: Properties = cpuArchitecture === undefined ? {} : { cpuArchitecture };
    const containerDefinitions = JSON.stringify([{ name: "server", image: "r.example.com/a@sha256:1" }]);
    const definition = node(task, { containerDefinitions, runtimePlatform }, { containerDefinitions: [image] });
    graph.add({ ...node(image, { build: { platform } }), outputs: { repoDigest: "r.example.com/a@sha256:1" } });
    graph.add(definition);
    return builtImages.graph!(definition, graph, new SimulatedCloud("")).map(({ reason }) => reason);
  };
  for (const [platform, architecture] of [
    ["linux/amd64", undefined],
    ["linux/amd64", "X86_64"],
    ["linux/arm64", "ARM64"],
    ["linux/arm64/v8", "ARM64"],
    ["linux/s390x", "X86_64"],
    [unknown, "ARM64"],
  ] as const)
    assert.deepEqual(found(platform, architecture), []);
  assert.match(found("linux/arm64").join(), /built for "linux\/arm64", and task x runs on X86_64/);
  assert.match(found("linux/amd64", "ARM64").join(), /runs on ARM64/);
});
