import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedCloud } from "../../../protocol/cloud";
import { ResourceGraph } from "../../../protocol/graph";
import { builtImages } from "./built-images";
import { unknown, type Properties } from "../../../protocol/wire";
import { given } from "../../testing/given";
import { node } from "../../testing/one-task-stack";

const image = "docker:index/registryImage:RegistryImage";
const builtImage = "docker:index/remoteImage:RemoteImage";

test("an image's name and the registry that it is pushed to", () => {
  const address = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
  for (const [name, authConfig] of [
    [`${address}/a:1`, { address }],
    [`${address}/a:1`, { address: `https://${address}/v2/` }],
    ["a/b:1", { address: "https://index.docker.io/v1/" }],
    ["docker.io/a/b", { address: "docker.io" }],
    ["localhost/a", { address: "localhost" }],
    ["registry:5000/a", { address: "registry:5000" }],
    ["a", { address: "" }],
    ["a", { address: unknown }],
    [unknown, { address }],
    ["a", unknown],
  ] as const)
    given(image, { name, authConfig }).accepts("built-images");
  given(image, { name: "a:1", authConfig: { address } }).refuses("built-images", /image a:1 is pushed to docker.io/);
  given(image, { name: `b.${address}/a`, authConfig: { address } }).refuses(
    "built-images",
    /the login is to 123456789012/,
  );
});

test("the platform of an image and of the task that runs it", () => {
  const task = "aws:ecs/taskDefinition:TaskDefinition";
  const found = (platform: Properties[string], cpuArchitecture?: string) => {
    const graph = new ResourceGraph();
    const runtimePlatform: Properties = cpuArchitecture === undefined ? {} : { cpuArchitecture };
    const containerDefinitions = JSON.stringify([{ name: "server", image: "r.example.com/a:1" }]);
    const definition = node(task, { containerDefinitions, runtimePlatform }, { containerDefinitions: [image] });
    graph.add(node(builtImage, { name: "r.example.com/a:1", build: { platform } }));
    graph.add(node(image, { name: "r.example.com/a:1" }, { name: [builtImage] }));
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
  assert.match(found("linux/arm64").join(), /built for "linux\/arm64", and task TaskDefinition runs on X86_64/);
  assert.match(found("linux/amd64", "ARM64").join(), /runs on ARM64/);
});

test("an image is pushed after it was built", () => {
  const found = (from: Record<string, string[]>, name = "r.example.com/a:1") => {
    const graph = new ResourceGraph();
    const pushed = node(image, { name }, from);
    graph.add(node(builtImage, { name: "r.example.com/a:1" }));
    graph.add(pushed);
    return builtImages.graph!(pushed, graph, new SimulatedCloud("")).map(({ reason }) => reason);
  };
  assert.deepEqual(found({ name: [builtImage] }), []);
  assert.deepEqual(found({}, "r.example.com/other:1"), [], "nothing here says that it is not on the machine already");
  assert.match(found({}).join(), /does not wait until RemoteImage built it/);
});
