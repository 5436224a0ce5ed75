import { WebAcl } from "@pulumi/aws/wafv2/webAcl";
import type { EngineSlip } from "../../testing/engine-slip";

export const engineSlip: EngineSlip = {
  what: "a type that nobody has learned",
  type: "aws:wafv2/webAcl:WebAcl",
  also: () =>
    new WebAcl("odd", {
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "odd", sampledRequestsEnabled: true },
    }),
};
