import { replacing } from "../../testing/documents";
import type { EngineSlip } from "../../testing/engine-slip";
import { afterUp, inProd, type Slip } from "../../testing/slip";
import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";

export const slips: readonly Slip[] = inProd([
  {
    ...{ what: "an event rule that compares with a text", says: /at source/, phases: afterUp },
    ...{ type: "aws:cloudwatch/eventRule:EventRule", inputs: replacing("eventPattern", '["aws.ecs"]', '"aws.ecs"') },
  },
]);

export const engineSlip: EngineSlip = {
  what: "an event rule that waits for nothing",
  type: "aws:cloudwatch/eventRule:EventRule",
  also: () => void new EventRule("odd"),
};
