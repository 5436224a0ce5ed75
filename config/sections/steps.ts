import { z } from "zod";

/** Tasks that `up` runs to their end. */
export const stepsSection = z
  .strictObject({
    reindex: z
      .boolean()
      .default(true)
      .describe(
        "After an upgrade, on a new search domain and on restored data: rebuild every search index (openmetadata-ops.sh reindex), once the server runs. From release 1.5.0 on.",
      ),
    redeployPipelines: z
      .boolean()
      .default(true)
      .describe(
        "After an upgrade, on new files of Airflow and on restored data: deploy every ingestion pipeline again (openmetadata-ops.sh deploy-pipelines), where the stack runs Airflow. From release 1.5.0 on.",
      ),
    timeLimitMinutes: z
      .int()
      .min(5)
      .max(2880)
      .default(240)
      .describe("Minutes after which a step's task is stopped and up fails; a large catalog takes hours to index."),
  })
  .describe("One-off tasks that pulumi up runs and waits for; each again when what it depends on changes.");
