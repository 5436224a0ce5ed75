import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { DeclarationReader } from "./read-declarations";
import { shapedServices, shapeOf, shapesFile } from "./shape";

test("the generated shapes are those of the installed packages", () => {
  for (const [packageName, services] of Object.entries(shapedServices)) {
    const reader = new DeclarationReader(packageName);
    for (const service of services) {
      assert.equal(
        readFileSync(shapesFile(packageName, service), "utf8"),
        `${JSON.stringify(reader.service(service))}\n`,
        `${packageName}/${service} is stale. Refresh: node --require ./scripts/load-typescript.cjs rehearsal/providers/shapes/generate.ts`,
      );
    }
  }
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
