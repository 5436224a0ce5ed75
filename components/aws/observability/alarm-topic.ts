import * as pulumi from "@pulumi/pulumi";
// The service itself loads Lambda with it.
import { Topic } from "@pulumi/aws/sns/topic";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription";
import { policyDocument } from "../tasks/policy-document";
import { type Tags, named } from "../tags";

/** Arguments of {@link AlarmTopic}. */
export interface AlarmTopicArgs {
  /** Mail address that gets the messages. */
  readonly email: string;
  /** Account whose alarms may use it. */
  readonly accountId: pulumi.Input<string>;
  readonly tags: Tags;
}

/**
 * An SNS topic with one mail address. AWS sends nothing before its owner has clicked on the link in AWS's first mail.
 *
 * Cost: the first 1,000 mails a month are free.
 */
export class AlarmTopic extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:AlarmTopic", name, {}, opts);
    // Not encrypted: CloudWatch may not use the key that AWS keeps for SNS, and an alarm tells no secret.
    const topic = new Topic(name, { tags: named(args.tags, name) }, { parent: this });
    this.arn = topic.arn;
    new TopicPolicy(name, { arn: topic.arn, policy: publishers(topic.arn, args.accountId) }, { parent: this });
    new TopicSubscription(
      name,
      { topic: topic.arn, protocol: "email", endpoint: args.email },
      { parent: this, deletedWith: topic },
    );
    this.registerOutputs({ arn: this.arn });
  }
}

/**
 * Alarms may publish, as AWS's own policy of a topic lets them, and rules of EventBridge, which that leaves out. AWS's page has
 * the second without a condition (Amazon EventBridge User Guide, "Using resource-based policies", Amazon SNS permissions).
 */
const publishers = (topicArn: pulumi.Input<string>, accountId: pulumi.Input<string>): pulumi.Output<string> =>
  policyDocument([
    {
      sid: "AlarmsPublish",
      actions: ["sns:Publish"],
      resources: [topicArn],
      principals: { service: "cloudwatch.amazonaws.com" },
      conditions: { StringEquals: { "aws:SourceAccount": accountId } },
    },
    {
      sid: "RulesPublish",
      actions: ["sns:Publish"],
      resources: [topicArn],
      principals: { service: "events.amazonaws.com" },
    },
  ]);
