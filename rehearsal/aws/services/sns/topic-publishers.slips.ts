import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { Topic } from "@pulumi/aws/sns/topic";
import { inStatements, replacing } from "../../testing/documents";
import type { EngineSlip } from "../../testing/engine-slip";
import { afterUp, inProd, type Slip } from "../../testing/slip";

const policy = "aws:sns/topicPolicy:TopicPolicy";

export const slips: readonly Slip[] = inProd([
  {
    ...{ what: "a topic that lets alarms publish and not event rules", says: /does not let events\.amazonaws\.com/ },
    ...{ type: policy, phases: afterUp, inputs: replacing("policy", "events.amazonaws.com", "s3.amazonaws.com") },
  },
  {
    ...{
      what: "a topic that lets event rules publish and not alarms",
      says: /does not let cloudwatch\.amazonaws\.com/,
    },
    ...{ type: policy, phases: afterUp, inputs: replacing("policy", "cloudwatch.amazonaws.com", "s3.amazonaws.com") },
  },
  {
    ...{ what: "a topic that lets its publishers subscribe", says: /sns:Publish/, type: policy, phases: afterUp },
    inputs: inStatements(["policy"], (statement) => ({ ...statement, Action: "sns:Subscribe" })),
  },
  {
    ...{ what: "alarms of another account", says: /cloudwatch/, type: policy, phases: afterUp },
    inputs: replacing("policy", /"aws:SourceAccount":"\d+"/g, '"aws:SourceAccount":"210987654321"'),
  },
  { what: "a topic without its policy", says: /events/, type: policy, phases: afterUp, absent: true },
  {
    ...{ what: "a topic with AWS's own key", says: /alias\/aws\/sns/, type: "aws:sns/topic:Topic" },
    inputs: (inputs) => ({ ...inputs, kmsMasterKeyId: "alias/aws/sns" }),
  },
]);

export const engineSlip: EngineSlip = {
  what: "an event rule for a topic that has no policy",
  type: "aws:sns/topic:Topic",
  also: () => {
    const topic = new Topic("odd");
    const rule = new cloudwatch.EventRule("odd", { eventPattern: JSON.stringify({ source: ["aws.ecs"] }) });
    new cloudwatch.EventTarget("odd", { rule: rule.name, arn: topic.arn });
  },
};
