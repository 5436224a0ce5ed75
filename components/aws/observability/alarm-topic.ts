import * as pulumi from "@pulumi/pulumi";
// The service itself loads Lambda with it.
import { Topic } from "@pulumi/aws/sns/topic";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription";
import { type Tags, named } from "../tags";

/** Arguments of {@link AlarmTopic}. */
export interface AlarmTopicArgs {
  /** Mail address that gets the messages. */
  readonly email: string;
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
    new TopicSubscription(
      name,
      { topic: topic.arn, protocol: "email", endpoint: args.email },
      { parent: this, deletedWith: topic },
    );
    this.registerOutputs({ arn: this.arn });
  }
}
