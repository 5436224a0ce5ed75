import * as pulumi from "@pulumi/pulumi";
import { jsonText } from "../json-text";
import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import { type Tags, named } from "../tags";

/** Arguments of {@link TaskFailures}. */
export interface TaskFailuresArgs {
  /** What the task does, as the message begins: `Airflow's housekeeping`. */
  readonly what: string;
  readonly clusterArn: pulumi.Input<string>;
  /** ARN of the task definition, with its revision. */
  readonly taskDefinitionArn: pulumi.Input<string>;
  /** Name of the log group that has the task's log. */
  readonly logGroup: pulumi.Input<string>;
  /** SNS topics by a name of the program's; the policy of each must let events.amazonaws.com publish. */
  readonly topicArns: Readonly<Record<string, pulumi.Input<string>>>;
  readonly tags: Tags;
}

/**
 * Tells topics of each task of a task definition that did not start or ended with another status than 0 (Amazon ECS
 * Developer Guide, "Amazon ECS task state change events"). Nobody else watches a task that no service runs.
 *
 * Cost: events of AWS's own services are free, and mails as those of alarms are.
 */
export class TaskFailures extends pulumi.ComponentResource {
  constructor(name: string, args: TaskFailuresArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:TaskFailures", name, {}, opts);
    const rule = new EventRule(
      name,
      {
        description: `${args.what} failed`,
        eventPattern: jsonText({
          source: ["aws.ecs"],
          "detail-type": ["ECS Task State Change"],
          detail: {
            clusterArn: [args.clusterArn],
            taskDefinitionArn: [args.taskDefinitionArn],
            lastStatus: ["STOPPED"],
            $or: [{ stopCode: ["TaskFailedToStart"] }, { containers: { exitCode: [{ "anything-but": 0 }] } }],
          },
        }),
        tags: named(args.tags, name),
      },
      { parent: this },
    );
    for (const [topic, arn] of Object.entries(args.topicArns))
      new EventTarget(
        `${name}-${topic}`,
        {
          rule: rule.name,
          arn,
          inputTransformer: {
            inputPaths: { reason: "$.detail.stoppedReason", task: "$.detail.taskArn" },
            inputTemplate: pulumi.interpolate`"${args.what} failed: <reason> Task <task>; its log is in log group ${args.logGroup}."`,
          },
        },
        { parent: this },
      );
    this.registerOutputs();
  }
}
