import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { apiShapes } from "./read-api-declarations";
import { DeclarationReader } from "./read-declarations";
import { apiObjects, apiShapesFile, shapedApis, shapedServices, shapeOf, shapesFile } from "./shapes";

const refresh = "Refresh: node --require ./runtime/load-typescript.cjs rehearsal/protocol/shapes/generate.ts";

test("the generated shapes are those of the installed packages", () => {
  for (const [packageName, services] of Object.entries(shapedServices())) {
    const reader = new DeclarationReader(packageName);
    for (const service of services) {
      assert.equal(
        readFileSync(shapesFile(packageName, service), "utf8"),
        `${JSON.stringify(reader.service(service))}\n`,
        `${packageName}/${service} is stale. ${refresh}`,
      );
    }
  }
});

test("the generated structures are those of the installed API clients", () => {
  for (const [packageName, roots] of Object.entries(shapedApis)) {
    assert.equal(
      readFileSync(apiShapesFile(packageName), "utf8"),
      `${JSON.stringify(apiShapes(packageName, roots))}\n`,
      `${packageName} is stale. ${refresh}`,
    );
  }
});

test("a structure of an API names its members with their kinds and enumerations", () => {
  const { ContainerDefinition, PortMapping, HealthCheck } = apiObjects("@aws-sdk/client-ecs");
  assert.deepEqual(ContainerDefinition!.properties.command, { list: "string" });
  assert.deepEqual(ContainerDefinition!.properties.portMappings, { list: "#PortMapping" });
  assert.deepEqual(ContainerDefinition!.properties.dockerLabels, { map: "string" });
  assert.equal(ContainerDefinition!.properties.healthCheck, "#HealthCheck");
  assert.deepEqual(ContainerDefinition!.required, []);
  assert.deepEqual(PortMapping!.properties.protocol, { oneOf: ["tcp", "udp"] });
  assert.deepEqual(HealthCheck!.required, ["command"]);
});

test("a shape names inputs with their kinds, what is required and what AWS computes", () => {
  const { resource, objects } = shapeOf("aws:ecs/taskDefinition:TaskDefinition")!;
  assert.deepEqual(resource.required, ["containerDefinitions", "family"]);
  assert.equal(resource.properties.containerDefinitions, "string");
  assert.deepEqual(resource.properties.volumes, { list: "#ecs.TaskDefinitionVolume" });
  assert.deepEqual(objects["ecs.TaskDefinitionVolume"]!.required, ["name"]);
  assert.equal(resource.outputs.revision, "number");
  assert.ok(resource.certain.includes("arn"));
  assert.equal("arn" in resource.properties, false);
});
