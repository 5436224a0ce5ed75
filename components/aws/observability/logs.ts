import * as pulumi from "@pulumi/pulumi";
// The service itself loads Lambda with it.
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import type { Tags } from "../tags";

/** Arguments of {@link LogGroups}. */
export interface LogGroupsArgs {
  /** Which tasks get a group. */
  readonly tasks: readonly string[];
  /** Days that logs are kept; one of CloudWatch's values. */
  readonly retentionDays: number;
  /** KMS key of the groups; its policy must let CloudWatch Logs use it. */
  readonly kmsKeyArn?: string;
  readonly tags: Tags;
}

/**
 * A CloudWatch log group for each task.
 *
 * Cost: 0.50 USD a GB written, 0.03 USD a GB and month kept.
 */
export class LogGroups extends pulumi.ComponentResource {
  private readonly groups: ReadonlyMap<string, LogGroup>;

  constructor(name: string, args: LogGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:LogGroups", name, {}, opts);
    this.groups = new Map(
      args.tasks.map((task) => [
        task,
        new LogGroup(
          `${name}-${task}`,
          { retentionInDays: args.retentionDays, kmsKeyId: args.kmsKeyArn, tags: { ...args.tags } },
          { parent: this },
        ),
      ]),
    );
    this.registerOutputs();
  }

  /** Log group of a task. */
  group(task: string): LogGroup {
    const found = this.groups.get(task);
    if (!found) {
      throw new Error(`there is no log group for ${task}; there are ${[...this.groups.keys()].join(", ")}`);
    }
    return found;
  }
}
