import { guide } from "../../source";
import { isProperties } from "../../../protocol/wire";
import { objectsIn, ofType, type Rule } from "../../rule";
import { forStartedTasks, type StartedTask } from "../../services/ecs/container-definitions/started-task";

/**
 * Amazon OpenSearch Service Developer Guide, "Fine-grained access control": inside the domain only the master has rights
 * until it gives others some. Another role is let in by the domain's policy and then refused, index by index.
 */
export const searchMaster: Rule = {
  name: "search-master",
  refuses: "a task that signs its requests to a search domain as another role than the domain's master",
  source: guide(
    "Amazon OpenSearch Service Developer Guide, Fine-grained access control",
    "opensearch-service/latest/developerguide/fgac",
  ),
  graph: forStartedTasks((task) => {
    const role = task.role("taskRoleArn")?.arn;
    if (!signs(task)) return [];
    return mastersOf(task).flatMap(({ domain, master }) =>
      role === undefined || master === role
        ? []
        : [`task ${task.name} signs as ${role}, and the master of search domain ${domain} is ${master}`],
    );
  }),
};

/** How the server gets it, and the step before it (SEARCH_LOGIN). */
const signs = (task: StartedTask): boolean =>
  task.containers.some(({ environment = [] }) =>
    environment.some(
      ({ name, value }) =>
        (name === "SEARCH_AWS_IAM_AUTH_ENABLED" && value === "true") || (name === "SEARCH_LOGIN" && value === "iam"),
    ),
  );

function mastersOf(task: StartedTask): { domain: string; master: string }[] {
  const domains = ofType(
    task.graph.sources(task.definition.urn, "containerDefinitions"),
    "aws:opensearch/domain:Domain",
  );
  return domains.flatMap(({ name, inputs }) =>
    objectsIn(inputs?.advancedSecurityOptions).flatMap(({ masterUserOptions }) => {
      const master = isProperties(masterUserOptions) ? masterUserOptions.masterUserArn : undefined;
      return typeof master === "string" ? [{ domain: name, master }] : [];
    }),
  );
}
