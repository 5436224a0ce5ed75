import { test } from "node:test";
import { unknown, type Properties } from "../../../protocol/wire";
import { given } from "../../testing/given";
import { onFargate, taskRules } from "../../testing/task-inputs";

/** What AWS takes, although it looks like what a rule refuses. */
const tasks: Readonly<Record<string, Properties>> = {
  "an EFS volume by IAM and an access point": {
    ...onFargate,
    volumes: [
      {
        name: "data",
        efsVolumeConfiguration: {
          fileSystemId: "fs-1",
          rootDirectory: "/",
          transitEncryption: "ENABLED",
          authorizationConfig: { iam: "ENABLED", accessPointId: "fsap-1" },
        },
      },
    ],
  },
  "an EFS volume whose encryption is not known yet": {
    ...onFargate,
    volumes: [
      {
        name: "data",
        efsVolumeConfiguration: {
          transitEncryption: unknown,
          authorizationConfig: { iam: "ENABLED", accessPointId: unknown },
        },
      },
    ],
  },
};

for (const [what, inputs] of Object.entries(tasks)) {
  test(`a task definition is taken: ${what}`, () =>
    given("aws:ecs/taskDefinition:TaskDefinition", inputs).accepts(...taskRules));
}
