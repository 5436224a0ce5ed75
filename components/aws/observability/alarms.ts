import * as pulumi from "@pulumi/pulumi";
// The service itself loads Lambda with it.
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import { type AlarmSpec, databaseAlarms, loadBalancerAlarms, searchAlarms, serviceAlarms } from "./alarm-specs";
import { recommendedDatabaseAlarms } from "./database-alarms";
import { type WatchedDomain, recommendedSearchAlarms } from "./search-alarms";
import type { Tags } from "../tags";

/** Arguments of {@link Alarms}. A part that is absent is not watched. */
export interface AlarmsArgs {
  /** `arnSuffix` of the load balancer and of its target group. */
  readonly loadBalancer?: {
    readonly arnSuffix: pulumi.Input<string>;
    readonly targetGroupArnSuffix: pulumi.Input<string>;
  };
  /** ECS services by a short name, such as `server`. */
  readonly services: Readonly<
    Record<string, { readonly clusterName: pulumi.Input<string>; readonly serviceName: pulumi.Input<string> }>
  >;
  /** A created RDS instance and its storage at the beginning, GiB. */
  readonly database?: {
    readonly identifier: pulumi.Input<string>;
    readonly storageGiB: number;
    readonly engine: "postgres" | "mysql";
  };
  /** A created OpenSearch domain and the storage of a node, GiB. */
  readonly search?: WatchedDomain & { readonly storageGiB: number };
  /** SNS topics that get a message when an alarm goes off and when it is over. */
  readonly topicArns: readonly pulumi.Input<string>[];
  readonly tags: Tags;
}

/**
 * CloudWatch alarms on what users notice and on what fills up.
 *
 * Cost: 0.10 USD a month each.
 */
export class Alarms extends pulumi.ComponentResource {
  readonly alarms: readonly MetricAlarm[];

  constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:Alarms", name, {}, opts);
    const actions = [...args.topicArns];
    const specs: AlarmSpec[] = [
      ...(args.loadBalancer ? loadBalancerAlarms(args.loadBalancer) : []),
      ...Object.entries(args.services).flatMap(([service, dimensions]) => serviceAlarms(service, dimensions)),
      ...(args.database ? [...databaseAlarms(args.database), ...recommendedDatabaseAlarms(args.database)] : []),
      ...(args.search ? [...searchAlarms(args.search), ...recommendedSearchAlarms(args.search)] : []),
    ];
    this.alarms = specs.map(
      ({ name: alarmName, description, ...metric }) =>
        new MetricAlarm(
          `${name}-${alarmName}`,
          {
            ...metric,
            alarmDescription: description,
            alarmActions: actions,
            okActions: actions,
            tags: { ...args.tags },
          },
          { parent: this },
        ),
    );
    this.registerOutputs();
  }
}
