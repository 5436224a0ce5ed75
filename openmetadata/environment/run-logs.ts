import type { Input } from "@pulumi/pulumi";
import { derive } from "./inputs";

/** Where the logs of runs are kept: on the shared volume, or in a log group of CloudWatch. */
export const runLogPlaces = ["volume", "cloudwatch"] as const;
export type RunLogPlace = (typeof runLogPlaces)[number];

/**
 * Airflow's options for logs of runs in CloudWatch (Amazon provider, "Writing logs to Amazon CloudWatch"). No connection is
 * named: provider 9.37 then uses the role of its task, and the region in the ARN.
 */
export const runLogVariables = (groupArn: Input<string>): Readonly<Record<string, Input<string>>> => ({
  AIRFLOW__LOGGING__REMOTE_BASE_LOG_FOLDER: derive(groupArn, (arn) => `cloudwatch://${arn}`),
  AIRFLOW__LOGGING__REMOTE_LOGGING: "True",
});

/** Names of these options. */
export const runLogNames: readonly string[] = Object.keys(runLogVariables(""));
