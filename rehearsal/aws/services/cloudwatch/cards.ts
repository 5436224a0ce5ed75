import { plain, type Card, type ServiceCards } from "../../../cards/card";
import { monthly, usageOnly } from "../../../cost/cost";
import { days, deletionProtection, lengthOf, ownKey } from "../../../cards/guards";
import { namedBy } from "../../type-rule";
import { alarm } from "./cost";

/** What every alarm has (Amazon CloudWatch User Guide, "Alarm actions"). */
const alarms = {
  ownRegion: ["alarmActions", "okActions", "insufficientDataActions"],
  guard: { kind: "alarm", text: "the alarm goes" },
  guards: [
    {
      input: "alarmActions",
      kind: "alarm",
      strength: lengthOf,
      lost: (_before, after) => (after === 0 ? "the alarm tells nobody any more" : "the alarm tells fewer"),
    },
    {
      input: "actionsEnabled",
      kind: "alarm",
      strength: (enabled) => (enabled === false ? 0 : 1),
      lost: () => "the alarm's actions are off",
    },
  ],
} satisfies Partial<Card>;

/** Strength of a retention that keeps logs for ever; the longest that CloudWatch takes is 3653 days. */
const forEver = 1e6;

export const cloudwatch: ServiceCards = {
  cards: {
    "aws:cloudwatch/metricAlarm:MetricAlarm": {
      ...alarms,
      unique: "name",
      cost: alarm,
      holds: "nothing",
      learning: { circumstances: { metricName: "a-1", namespace: "a-1", statistic: "Average", period: 60 } },
      arn: ({ arn, text }) => arn("cloudwatch", `alarm:${text("name")}`),
      id: namedBy("name"),
    },
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": { ...plain, ...alarms, cost: "not priced" },
    "aws:cloudwatch/dashboard:Dashboard": {
      ...plain,
      cost: monthly("dashboard", ({ cloudWatch: { dashboardMonth, source } }) => ({ amount: dashboardMonth, source })),
      id: namedBy("dashboardName"),
    },
    "aws:cloudwatch/logGroup:LogGroup": {
      unique: "name",
      cost: usageOnly(({ cloudWatch: { logGibIngested, logGibMonth, source } }) => [
        { item: "Logs taken in", price: logGibIngested, unit: "GB", source },
        { item: "Logs kept", price: logGibMonth, unit: "GB-month", source },
      ]),
      holds: "nothing",
      ownRegion: ["kmsKeyId"],
      guard: { kind: "logging", text: "the log group goes, with its logs" },
      guards: [
        {
          input: "retentionInDays",
          kind: "logging",
          // Without a retention a log group keeps everything.
          strength: (kept) => Number(kept ?? 0) || forEver,
          lost: (before, after) =>
            `logs are kept ${days(after)}${before < forEver ? ` instead of ${days(before)}` : ""}`,
        },
        ownKey("kmsKeyId"),
        deletionProtection("deletionProtectionEnabled"),
      ],
      phrase: {
        rank: 13,
        of: ({ retentionInDays }) => [
          "log group",
          retentionInDays ? ` (${String(retentionInDays)} days)` : " (never expires)",
        ],
      },
      arn: ({ arn, text }) => arn("logs", `log-group:${text("name")}`),
      id: namedBy("name"),
    },
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": { ...plain, policy: { document: "policyDocument" } },
    // Amazon EventBridge pricing: events of AWS's own services, and rules for them, are free.
    "aws:cloudwatch/eventRule:EventRule": {
      unique: "name",
      cost: "free",
      holds: "nothing",
      guard: { kind: "alarm", text: "the rule goes, and nobody learns of what it watched" },
      // The provider ends at a state without isEnabled, which it takes for one of an older version.
      learning: {
        circumstances: { isEnabled: true },
        samples: {
          eventPattern: ['{"source":["aws.ecs"]}', '{"source":["aws.rds"]}'],
          scheduleExpression: ["rate(1 day)", "rate(2 days)"],
        },
      },
      arn: ({ arn, text }) => arn("events", `rule/${text("name")}`),
      id: namedBy("name"),
    },
    "aws:cloudwatch/eventTarget:EventTarget": {
      ...plain,
      namedReferences: [{ property: "rule", target: "aws:cloudwatch/eventRule:EventRule", names: ["name"] }],
      ownRegion: ["arn"],
      // Amazon EventBridge User Guide, "Permissions for Amazon EventBridge".
      roles: { roleArn: "events.amazonaws.com" },
    },
  },
};
