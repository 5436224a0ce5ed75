import * as pulumi from "@pulumi/pulumi";
// The service itself loads Lambda with it.
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import * as ec2 from "@pulumi/aws/ec2";
import type { IamConfig } from "../../../config/schema";
import { rolePolicies, serviceRole } from "../tasks/task-roles";
import { type Tags, named } from "../tags";

/** Arguments of {@link FlowLogs}. */
export interface FlowLogsArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly accountId: pulumi.Input<string>;
  readonly retentionDays: number;
  readonly kmsKeyArn?: string;
  readonly iam: IamConfig;
  readonly tags: Tags;
}

/**
 * Who spoke to whom in a created VPC, in CloudWatch Logs.
 *
 * Cost: 0.50 USD a GB written.
 */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:FlowLogs", name, {}, opts);
    const child = { parent: this };
    const group = new LogGroup(
      name,
      { retentionInDays: args.retentionDays, kmsKeyId: args.kmsKeyArn, tags: { ...args.tags } },
      child,
    );
    const description = "Writes the flow logs of the VPC";
    const role = serviceRole("vpc-flow-logs.amazonaws.com", name, { ...args, description }, child);
    const actions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
    const resources = [group.arn, pulumi.interpolate`${group.arn}:*`];
    // AWS asks for exactly this; it lists groups by name, which has no narrower resource.
    const list = { sid: "FindGroups", actions: ["logs:DescribeLogGroups"], resources: ["*"] };
    const policies = rolePolicies(name, role, [{ sid: "WriteFlows", actions, resources }, list], child);
    new ec2.FlowLog(
      name,
      {
        vpcId: args.vpcId,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: group.arn,
        iamRoleArn: role.arn,
        maxAggregationInterval: 600,
        tags: named(args.tags, name),
      },
      { ...child, dependsOn: policies },
    );
    this.registerOutputs();
  }
}
