import { isRecord } from "../../problems/record";
import { cardOf } from "../cards/cards";
import { containersOf } from "../report/environments";
import { spokenKind } from "../report/facts";
import { shortName, type StateResource } from "../report/state";
import type { Loss, StateChange } from "./consequences";

type Inputs = Readonly<Record<string, unknown>>;
type Kind = Loss["kind"];

/** A guard of a resource type: whether it is there, and what is said when it is not any more. */
interface Guard {
  readonly kind: Kind;
  readonly type: RegExp;
  /** A number, so that a weaker guard is a loss too; 0 for none. */
  readonly strength: (inputs: Inputs) => number;
  readonly lost: (before: number, after: number) => string;
}

const is = (value: unknown): number => (value === true || value === "true" ? 1 : 0);
const part = (value: unknown): Inputs => {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return isRecord(one) ? one : {};
};
const length = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const days = (count: number): string => (count === 1 ? "1 day" : `${count} days`);
const given = (value: unknown): number => (value === undefined || value === null || value === "" ? 0 : 1);

/** Newer TLS policies of a balancer are the stronger ones; their names begin alike (ELB User Guide, "Security policies"). */
const tlsStrength = (policy: unknown): number => {
  const name = String(policy ?? "");
  return /TLS13-1-3/.test(name) ? 3 : /TLS13-1-2|1-2-/.test(name) ? 2 : /1-0|1-1|2016-08|2015/.test(name) ? 1 : 0;
};

const guards: readonly Guard[] = [
  ...["deletionProtection", "enableDeletionProtection", "deletionProtectionEnabled"].map((property): Guard => ({
    kind: "protection",
    type: /^aws:(rds|lb|dynamodb)\//,
    strength: (inputs) => is(inputs[property]),
    lost: () => "AWS no longer refuses to delete it",
  })),
  {
    kind: "protection",
    type: /^aws:rds\//,
    strength: ({ backupRetentionPeriod }) => Number(backupRetentionPeriod ?? 0),
    lost: (before, after) => `backups are kept ${days(after)} instead of ${days(before)}`,
  },
  {
    kind: "protection",
    type: /^aws:rds\/(instance|cluster):/,
    strength: ({ skipFinalSnapshot }) => 1 - is(skipFinalSnapshot),
    lost: () => "no final snapshot when it is deleted",
  },
  {
    kind: "protection",
    type: /^aws:secretsmanager\/secret:/,
    strength: ({ recoveryWindowInDays }) => Number(recoveryWindowInDays ?? 30),
    lost: (before, after) => `once deleted it can be had back for ${days(after)} instead of ${days(before)}`,
  },
  {
    kind: "protection",
    type: /^aws:efs\/backupPolicy:/,
    strength: ({ backupPolicy }) => (part(backupPolicy).status === "ENABLED" ? 1 : 0),
    lost: () => "no automatic backups any more",
  },
  {
    kind: "protection",
    type: /^aws:rds\/instance:/,
    strength: ({ multiAz }) => is(multiAz),
    lost: () => "no standby in a second zone any more",
  },
  {
    kind: "encryption",
    type: /^aws:(rds|efs)\//,
    strength: ({ storageEncrypted, encrypted }) => is(storageEncrypted ?? encrypted),
    lost: () => "not encrypted at rest any more",
  },
  {
    kind: "encryption",
    type: /^aws:opensearch\/domain:/,
    strength: ({ encryptAtRest }) => is(part(encryptAtRest).enabled),
    lost: () => "not encrypted at rest any more",
  },
  {
    kind: "encryption",
    type: /^aws:opensearch\/domain:/,
    strength: ({ nodeToNodeEncryption }) => is(part(nodeToNodeEncryption).enabled),
    lost: () => "not encrypted between its nodes any more",
  },
  {
    kind: "encryption",
    type: /^aws:opensearch\/domain:/,
    strength: ({ domainEndpointOptions }) => is(part(domainEndpointOptions).enforceHttps),
    lost: () => "also answers without TLS",
  },
  {
    kind: "encryption",
    type: /^aws:lb\/listener:/,
    strength: ({ protocol }) => (/HTTPS|TLS/.test(String(protocol)) ? 1 : 0),
    lost: () => "no TLS any more",
  },
  {
    kind: "encryption",
    type: /^aws:lb\/listener:/,
    strength: ({ sslPolicy }) => tlsStrength(sslPolicy),
    lost: () => "a weaker TLS policy",
  },
  {
    kind: "encryption",
    type: /^aws:(cloudwatch\/logGroup|secretsmanager\/secret|efs\/fileSystem|rds\/instance|sns\/topic|ecr\/repository):/,
    strength: ({ kmsKeyId, kmsKey, kmsMasterKeyId }) => given(kmsKeyId ?? kmsKey ?? kmsMasterKeyId),
    lost: () => "no longer encrypted with a key of your own",
  },
  {
    kind: "encryption",
    type: /^aws:ecs\/taskDefinition:/,
    strength: ({ volumes }) =>
      (Array.isArray(volumes) ? volumes : []).filter(
        (volume) => isRecord(volume) && part(volume.efsVolumeConfiguration).transitEncryption === "ENABLED",
      ).length,
    lost: () => "files travel without TLS",
  },
  {
    kind: "logging",
    type: /^aws:lb\/loadBalancer:/,
    strength: ({ accessLogs }) => is(part(accessLogs).enabled),
    lost: () => "no access log any more",
  },
  {
    kind: "logging",
    type: /^aws:rds\//,
    strength: ({ enabledCloudwatchLogsExports }) => length(enabledCloudwatchLogsExports),
    lost: () => "fewer of its logs are kept",
  },
  {
    kind: "logging",
    type: /^aws:opensearch\/domain:/,
    strength: ({ logPublishingOptions }) => length(logPublishingOptions),
    lost: () => "fewer of its logs are kept",
  },
  {
    kind: "logging",
    type: /^aws:cloudwatch\/logGroup:/,
    // Without a retention a log group keeps everything.
    strength: ({ retentionInDays }) => (Number(retentionInDays ?? 0) === 0 ? 1e6 : Number(retentionInDays)),
    lost: (before, after) => `logs are kept ${days(after)}${before < 1e6 ? ` instead of ${days(before)}` : ""}`,
  },
  {
    kind: "alarm",
    type: /^aws:cloudwatch\/metricAlarm:/,
    strength: ({ alarmActions }) => length(alarmActions),
    lost: (_before, after) => (after === 0 ? "the alarm tells nobody any more" : "the alarm tells fewer"),
  },
  {
    kind: "alarm",
    type: /^aws:cloudwatch\/metricAlarm:/,
    strength: ({ actionsEnabled }) => (actionsEnabled === false ? 0 : 1),
    lost: () => "the alarm's actions are off",
  },
];

/** Guards that were there before and are not, or are weaker, after. */
export const lossesOf = ({ base, head, prefix }: StateChange): Loss[] => {
  const after = new Map(head.map((resource) => [resource.urn, resource]));
  const named = ({ type, urn }: StateResource) => `${spokenKind(type)} ${shortName(urn, prefix)}`;
  const losses = base.flatMap((resource): Loss[] => {
    const now = after.get(resource.urn);
    const name = named(resource);
    const guard = cardOf(resource.type)?.guard;
    if (!now) return guard ? [{ ...guard, resource: name }] : [];
    const unguarded =
      resource.protect && !now.protect
        ? [{ kind: "protection" as const, resource: name, text: "pulumi may delete it" }]
        : [];
    return [...unguarded, ...weaker(resource, now).map((loss) => ({ ...loss, resource: name }))];
  });
  return [...together(losses), ...containerLosses(base, head)];
};

const weaker = (before: StateResource, after: StateResource): Omit<Loss, "resource">[] =>
  guards
    .filter(({ type }) => type.test(before.type))
    .flatMap(({ kind, strength, lost }) => {
      const [old, current] = [strength(before.inputs ?? {}), strength(after.inputs ?? {})];
      return current < old ? [{ kind, text: lost(old, current) }] : [];
    });

const most = 3;

/** The same loss of many resources is one line. */
const together = (losses: readonly Loss[]): Loss[] => {
  const groups = new Map<string, Loss[]>();
  for (const loss of losses) {
    const key = `${loss.kind} ${loss.text}`;
    groups.set(key, [...(groups.get(key) ?? []), loss]);
  }
  return [...groups.values()].map(([first, ...more]) => {
    const names = [first!, ...more].map(({ resource }) => resource);
    const resource =
      names.length <= most ? names.join(", ") : `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
    return { ...first!, resource };
  });
};

/** What containers lose: where their output goes, and the walls around them. */
const containerLosses = (base: readonly StateResource[], head: readonly StateResource[]): Loss[] => {
  const after = containersOf(head);
  return [...containersOf(base)].flatMap(([name, before]): Loss[] => {
    const now = after.get(name);
    if (!now) return [];
    const resource = `container ${name}`;
    return [
      ...(isRecord(before.logConfiguration) && !isRecord(now.logConfiguration)
        ? [{ kind: "logging" as const, resource, text: "its output goes nowhere any more" }]
        : []),
      ...(before.readonlyRootFilesystem === true && now.readonlyRootFilesystem !== true
        ? [{ kind: "protection" as const, resource, text: "may write to its own file system" }]
        : []),
      ...(before.privileged !== true && now.privileged === true
        ? [{ kind: "protection" as const, resource, text: "is privileged" }]
        : []),
    ];
  });
};
