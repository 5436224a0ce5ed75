import * as pulumi from "@pulumi/pulumi";
// The service itself loads Lambda with it.
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { LogResourcePolicy } from "@pulumi/aws/cloudwatch/logResourcePolicy";
import { policyDocument } from "../tasks/policy-document";
import type { Tags } from "../tags";

/** What a domain publishes, by the short name of its log group. */
const published = {
  application: "ES_APPLICATION_LOGS",
  "slow-index": "INDEX_SLOW_LOGS",
  "slow-search": "SEARCH_SLOW_LOGS",
  audit: "AUDIT_LOGS",
} as const;

/** Arguments of {@link SearchLogs}. */
export interface SearchLogsArgs {
  readonly accountId: pulumi.Input<string>;
  readonly retentionDays: number;
  readonly kmsKeyArn?: string;
  readonly tags: Tags;
}

/**
 * The log groups of a search domain, and what lets OpenSearch write to them. Slow and audit logs stay empty until their
 * thresholds and audit are switched on inside the domain.
 *
 * Cost: 0.50 USD a GB written.
 */
export class SearchLogs extends pulumi.ComponentResource {
  readonly options: { readonly logType: string; readonly cloudwatchLogGroupArn: pulumi.Output<string> }[];
  /** AWS tries to write when the domain gets its groups. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: SearchLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:SearchLogs", name, {}, opts);
    const child = { parent: this };
    const groups = Object.entries(published).map(([short, logType]) => ({
      logType,
      group: new LogGroup(
        `${name}-${short}`,
        { retentionInDays: args.retentionDays, kmsKeyId: args.kmsKeyArn, tags: { ...args.tags } },
        child,
      ),
    }));
    const policy = new LogResourcePolicy(
      name,
      {
        policyName: name,
        policyDocument: policyDocument([
          {
            sid: "DomainWrites",
            principals: { service: "es.amazonaws.com" },
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: groups.map(({ group }) => pulumi.interpolate`${group.arn}:*`),
            conditions: { StringEquals: { "aws:SourceAccount": args.accountId } },
          },
        ]),
      },
      child,
    );
    this.options = groups.map(({ logType, group }) => ({ logType, cloudwatchLogGroupArn: group.arn }));
    this.ready = [policy];
    this.registerOutputs();
  }
}
