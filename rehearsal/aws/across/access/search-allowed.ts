import { guide } from "../../source";
import type { ResourceNode } from "../../../protocol/graph";
import { isProperties } from "../../../protocol/wire";
import { isAllowed } from "../../services/iam/simulation/evaluation";
import { objectsIn, ofType, type Rule } from "../../rule";
import { forStartedTasks, type StartedTask } from "../../services/ecs/container-definitions/started-task";

/** A search is a GET or a POST; who owns the domain also writes to it. */
const readMethods = ["Get", "Post"];
const ownerMethods = [...readMethods, "Delete", "Head", "Put"];

/** Access of the program's own, instead of the task role's. */
const ownKeys = "AWS_ACCESS_KEY_ID";

export const searchAllowed: Rule = {
  name: "search-allowed",
  refuses: "a task that calls a search domain which neither lets it in nor lets its role in",
  source: guide(
    "Amazon OpenSearch Service Developer Guide, Identity and access management",
    "opensearch-service/latest/developerguide/ac",
  ),
  graph: forStartedTasks((task) =>
    domainsOf(task).flatMap((domain) => {
      const arn = task.arnOf(domain);
      const role = task.role("taskRoleArn");
      if (arn === undefined || (role && role.arn === undefined)) return [];
      const principal = role?.arn === undefined ? ("anonymous" as const) : { role: role.arn };
      const methods = role && isOwner(role.arn, domain) ? ownerMethods : readMethods;
      const missing = methods
        .map((method) => `es:ESHttp${method}`)
        .filter(
          (action) =>
            isAllowed(task.policies(role, domain), { action, resource: `${arn}/_search`, principal }) === false,
        );
      return missing.length === 0
        ? []
        : [
            `${role ? `task role ${role.name}` : `task ${task.name}, which has no task role,`} is missing ${missing.join(", ")} ` +
              `on domain ${domain.name}, whose policy does not let everyone in either`,
          ];
    }),
  ),
};

/** The domains of this stack whose endpoint the task's environment names. */
function domainsOf(task: StartedTask): ResourceNode[] {
  const environment = task.containers.flatMap(({ environment: variables = [], secrets = [] }) => [
    ...variables,
    ...secrets,
  ]);
  if (environment.some(({ name }) => name === ownKeys)) return [];
  const values = task.containers.flatMap(({ environment: variables = [] }) => variables.map(({ value }) => value));
  const sources = task.graph.sources(task.definition.urn, "containerDefinitions");
  return ofType(sources, "aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain").filter((domain) => {
    const endpoint = endpointOf(domain, task);
    return endpoint !== undefined && values.some((value) => typeof value === "string" && value.includes(endpoint));
  });
}

const endpointOf = ({ urn, outputs }: ResourceNode, { cloud }: StartedTask): string | undefined => {
  const endpoint = outputs?.endpoint ?? cloud.madeBy(urn)?.outputs.endpoint;
  return typeof endpoint === "string" && endpoint !== "" ? endpoint : undefined;
};

const isOwner = (role: string | undefined, { inputs }: ResourceNode): boolean =>
  objectsIn(inputs?.advancedSecurityOptions).some(
    ({ masterUserOptions }) => isProperties(masterUserOptions) && masterUserOptions.masterUserArn === role,
  );
