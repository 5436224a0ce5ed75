import { test } from "node:test";
import { unknown, type Properties } from "../../../protocol/wire";
import { given } from "../../testing/given";
import { onFargate, taskRules } from "../../testing/task-inputs";

/** What AWS takes, although it looks like what a rule refuses. */
const tasks: Readonly<Record<string, Properties>> = {
  "sizes with their units": { ...onFargate, cpu: "1 vCPU", memory: "2 GB" },
  "sizes with their units, close together": { ...onFargate, cpu: ".25vcpu", memory: "0.5GB" },
  "sizes as numbers": { ...onFargate, cpu: 1024, memory: 2048 },
  "sizes that are not known yet": { ...onFargate, cpu: unknown, memory: unknown, networkMode: unknown },
  "memory that is not known yet": { ...onFargate, memory: unknown },
  "a task for EC2 without a size": {
    family: "server",
    cpu: null,
    memory: null,
    requiresCompatibilities: ["EC2"],
    containerDefinitions: JSON.stringify([{ name: "server", image: "busybox", memoryReservation: 64 }]),
  },
};

for (const [what, inputs] of Object.entries(tasks)) {
  test(`a task definition is taken: ${what}`, () =>
    given("aws:ecs/taskDefinition:TaskDefinition", inputs).accepts(...taskRules));
}
