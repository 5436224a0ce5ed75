import { test } from "node:test";
import { containers, onFargate, taskRules } from "../../testing/task-inputs";
import { unknown, type Properties } from "../../../protocol/wire";
import { given } from "../../testing/given";

/** What AWS takes, although it looks like what a rule refuses. */
const tasks: Readonly<Record<string, Properties>> = {
  "capabilities that are not known yet": {
    family: "a",
    requiresCompatibilities: unknown,
    containerDefinitions: onFargate.containerDefinitions!,
  },
  "what is off or empty": containers({
    privileged: false,
    links: [],
    dnsServers: [],
    extraHosts: [],
    disableNetworking: false,
  }),
  "temporary memory on Fargate": containers({ linuxParameters: { tmpfs: [{ containerPath: "/tmp", size: 64 }] } }),
  "the capability that Fargate adds": containers({
    linuxParameters: { capabilities: { add: ["SYS_PTRACE"], drop: ["ALL"] } },
  }),
};

for (const [what, inputs] of Object.entries(tasks)) {
  test(`a task definition is taken: ${what}`, () =>
    given("aws:ecs/taskDefinition:TaskDefinition", inputs).accepts(...taskRules));
}
