import { apiReference } from "../../source";
import { objectsIn, quoted, refuse, type Rule } from "../../rule";

/** Amazon ECS API Reference, ClusterSetting. */
const insights = ["disabled", "enabled", "enhanced"];

export const clusterSettings: Rule = {
  name: "cluster-settings",
  refuses: "a value that a setting of an ECS cluster does not have",
  source: apiReference("ECS", "ClusterSetting"),
  check: ({ type, inputs }) =>
    type === "aws:ecs/cluster:Cluster"
      ? objectsIn(inputs.settings).flatMap(({ name, value }) =>
          name === "containerInsights" && typeof value === "string" && !insights.includes(value)
            ? refuse("settings", `containerInsights is ${quoted(value)}; allowed: ${insights.join(", ")}`)
            : [],
        )
      : [],
};
