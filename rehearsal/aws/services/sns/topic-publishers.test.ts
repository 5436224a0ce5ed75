import { test } from "node:test";
import { type Properties, unknown } from "../../../protocol/wire";
import { givenProgram, type Program } from "../../testing/given";

const arn = "arn:aws:sns:eu-west-1:123456789012:t";
const made = { topic: { id: arn, outputs: { arn } } };
const publish = (service: string, more: object = {}) => ({
  ...{ Effect: "Allow", Principal: { Service: service }, Action: "sns:Publish", Resource: arn },
  ...more,
});
const program = (statements: readonly object[], topic: Properties = {}, target: Properties = {}): Program => ({
  topic: ["aws:sns/topic:Topic", { name: "t", ...topic }],
  ...(statements.length > 0 && {
    policy: [
      "aws:sns/topicPolicy:TopicPolicy",
      { arn, policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) },
      { arn: ["topic"] },
    ] as const,
  }),
  target: ["aws:cloudwatch/eventTarget:EventTarget", { arn, ...target }, { arn: ["topic"] }],
  alarm: ["aws:cloudwatch/metricAlarm:MetricAlarm", { alarmActions: [arn] }, { alarmActions: ["topic"] }],
});
const both = [publish("events.amazonaws.com"), publish("cloudwatch.amazonaws.com")];

test("a topic lets those publish who tell it something", () => {
  givenProgram(program(both), { made }).accepts("topic-publishers");
  const condition = { Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:eu-west-1:123456789012:rule/r" } } };
  givenProgram(program([publish("events.amazonaws.com", condition), both[1]!]), { made }).accepts("topic-publishers");
  givenProgram(program([]), { made }).refuses("topic-publishers", /target cannot tell topic topic: .*events/);
  givenProgram(program([both[0]!]), { made }).refuses(
    "topic-publishers",
    /alarm cannot tell topic topic: .*cloudwatch/,
  );
});

test("a topic may have its policy in itself", () => {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: both });
  givenProgram(program([], { policy }), { made }).accepts("topic-publishers");
  givenProgram(program([], { policy: unknown }), { made }).accepts("topic-publishers");
});

test("a topic without any policy is refused before it is there", () => {
  givenProgram(program([])).refuses("topic-publishers", /target cannot tell topic topic/);
  givenProgram(program(both)).accepts("topic-publishers");
});

test("a target with a role of its own needs nothing of the topic", () => {
  givenProgram(program([], {}, { roleArn: "arn:aws:iam::123456789012:role/r" }), { made }).accepts("topic-publishers");
});

test("AWS's own key is for nobody else", () => {
  givenProgram(program(both, { kmsMasterKeyId: "alias/aws/sns" }), { made }).refuses("topic-publishers", /alias/);
  givenProgram(program(both, { kmsMasterKeyId: "alias/own" }), { made }).accepts("topic-publishers");
});
