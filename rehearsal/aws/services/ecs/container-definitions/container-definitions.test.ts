import assert from "node:assert/strict";
import { test } from "node:test";
import { containersOf } from "./containers";
import { containers, onFargate, taskRules } from "../../../testing/task-inputs";
import { unknown, type Properties } from "../../../../protocol/wire";
import { given } from "../../../testing/given";

/** What AWS takes, although it looks like what a rule refuses. */
const tasks: Readonly<Record<string, Properties>> = {
  "definitions that are not known yet": { ...onFargate, containerDefinitions: unknown },
  "null for what is left out": containers({
    command: null,
    environment: null,
    healthCheck: null,
    cpu: null,
    links: null,
  }),
  "one port by two protocols": containers({
    portMappings: [
      { containerPort: 53, protocol: "tcp" },
      { containerPort: 53, protocol: "udp" },
    ],
  }),
  "a container as large as its task": containers({ cpu: 1024, memory: 2048 }),
  "more memory together than the task has, where less is reserved": containers(
    { name: "a", memory: 2048, memoryReservation: 512 },
    { name: "b", memory: 2048, memoryReservation: 512 },
  ),
  "a chain of dependencies that meet again": containers(
    { name: "a", dependsOn: ["b", "c"].map((containerName) => ({ containerName, condition: "START" })) },
    { name: "b", dependsOn: [{ containerName: "d", condition: "START" }] },
    { name: "c", dependsOn: [{ containerName: "d", condition: "START" }] },
    { name: "d" },
  ),
  "volumes that are not known yet": {
    ...containers({ mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] }),
    volumes: unknown,
  },
  "a bridge with free ports of the host": {
    family: "server",
    containerDefinitions: JSON.stringify(
      ["a", "b"].map((name) => ({
        name,
        image: "busybox",
        memory: 64,
        portMappings: [{ containerPort: 80, hostPort: 0 }],
      })),
    ),
  },
};

for (const [what, inputs] of Object.entries(tasks)) {
  test(`a task definition is taken: ${what}`, () =>
    given("aws:ecs/taskDefinition:TaskDefinition", inputs).accepts(...taskRules));
}

test("a definition that is no list of containers is refused as that, and read as none", () => {
  for (const definitions of ["null", "[]", "[null]", '["a"]', '[{"name":["a"]}]', '[{"secrets":"a"}]']) {
    const inputs = { ...onFargate, containerDefinitions: definitions };
    given("aws:ecs/taskDefinition:TaskDefinition", inputs).refuses("container-definitions", /./);
    assert.deepEqual(containersOf(inputs), []);
  }
});
