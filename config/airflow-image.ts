import { ecsExecutorPackage } from "../openmetadata/environment/ecs-executor";
import type { AirflowConfig } from "./schema";

type CreatedAirflow = Extract<AirflowConfig, { host: "create" }>;
type Built = Pick<CreatedAirflow, "connectors" | "requirements" | "executor">;

const packageName = (requirement: string): string => /^[A-Za-z0-9._-]+/.exec(requirement)?.[0].toLowerCase() ?? "";

/**
 * Python requirements that the stack adds to the ingestion image: those of the stack file, and the package with the
 * executor, which the official image does not have, unless the stack file names that package itself.
 */
export function addedRequirements({ requirements, executor }: Built): string[] {
  const isNamed = requirements.some((one) => packageName(one) === packageName(ecsExecutorPackage));
  return [...requirements, ...(executor === "ecs" && !isNamed ? [ecsExecutorPackage] : [])];
}

/** Whether the stack builds an image of its own. */
export const buildsImage = (airflow: AirflowConfig): boolean =>
  airflow.host === "create" && airflow.connectors.length + addedRequirements(airflow).length > 0;
