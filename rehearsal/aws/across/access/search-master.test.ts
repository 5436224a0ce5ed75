import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { givenProgram } from "../../testing/given";
import { told } from "../../testing/told-program";

const master = "arn:aws:iam::123456789012:role/server";

/** A task that runs as a role and knows the domain, whose master is the role above. */
const task = (taskRoleArn: string, signs: string) =>
  givenProgram({
    domain: [
      "aws:opensearch/domain:Domain",
      { advancedSecurityOptions: { masterUserOptions: { masterUserArn: master } } },
    ],
    task: [
      "task",
      { taskRoleArn, containerDefinitions: JSON.stringify([told({ SEARCH_AWS_IAM_AUTH_ENABLED: signs })]) },
      { containerDefinitions: ["domain"] },
    ],
    service: ["service", { taskDefinition: unknown }, { taskDefinition: ["task"] }],
  });

test("search-master: only a task that signs must be the domain's master", () => {
  task(master, "true").accepts("search-master");
  task(`${master}-2`, "false").accepts("search-master");
  task(`${master}-2`, "true").refuses(
    "search-master",
    /signs as .*server-2, and the master of search domain domain is/,
  );
});
