import { serverConfiguration } from "../../source";
import type { Rule } from "../../rule";
import { forStartedTasks } from "../../services/ecs/container-definitions/started-task";
import { placeOf, toldTo } from "./told-values";

/** Variables by which OpenMetadata's workflows, and Airflow's lineage backend, find the server's API. */
const apiVariable = /^(SERVER_HOST_API_URL|AIRFLOW__LINEAGE__OPENMETADATA_API_ENDPOINT)$/;

/** Every release serves its API below this path: `server.rootPath` of its openmetadata.yaml is `/api/*`. */
const apiPath = "/api";

export const apiUrls: Rule = {
  name: "api-urls",
  refuses: "an address of OpenMetadata's API without the path at which a server has it",
  source: serverConfiguration,
  graph: forStartedTasks((task) =>
    toldTo(task).flatMap((told) => {
      if (!apiVariable.test(told.name) || told.text === undefined) return [];
      const path = URL.canParse(told.text) ? new URL(told.text).pathname.replace(/\/+$/, "") : undefined;
      return path === apiPath ? [] : [`${placeOf(told)} is ${told.text}, which must be a URL that ends in ${apiPath}`];
    }),
  ),
};
