import type { Failure } from "../../../protocol/package";
import type { Properties, Value } from "../../../protocol/wire";
import { textOf } from "../../across/network/named";
import { isTrue, quoted, refuse } from "../../rule";

/** Not given, or given as nothing; what is unknown may be anything and counts as neither. */
const isOff = (value: Value | undefined): boolean => [undefined, null, false, "false", "", 0].includes(value as null);

/** Settings of an RDS instance that its API reference (CreateDBInstance) refuses together, or of an engine. */
export const combinationFailures = (inputs: Properties): Failure[] => [
  ...nameFailures(inputs),
  ...dependentFailures(inputs),
  ...authorityFailures(inputs),
  ...performanceFailures(inputs),
  ...logFailures(inputs),
  ...windowFailures(inputs),
];

/** Longest names of a master user and of a database, by engine. */
const longestNames: Readonly<Record<string, readonly [user: number, database: number]>> = {
  postgres: [63, 63],
  mysql: [16, 64],
  mariadb: [16, 64],
};
/** "MasterUsername admin cannot be used as it is a reserved word used by the engine". */
const reserved: Readonly<Record<string, readonly string[]>> = { postgres: ["admin"] };
const reservedByRds = ["rdsadmin"];

function nameFailures(inputs: Properties): Failure[] {
  const engine = String(inputs.engine);
  const username = textOf(inputs, "username");
  const limits = longestNames[engine];
  const wrong = (property: string, name: string | undefined, longest: number): Failure[] =>
    name === undefined || (name.length <= longest && /^[A-Za-z][A-Za-z0-9_]*$/.test(name))
      ? []
      : refuse(
          property,
          `${property} is ${quoted(name)}; of ${engine} it has 1 to ${longest} letters, digits and underscores, a letter first`,
        );
  if (!limits) return [];
  const taken = [...(reserved[engine] ?? []), ...reservedByRds];
  return [
    ...wrong("username", username, limits[0]),
    ...wrong("dbName", textOf(inputs, "dbName"), limits[1]),
    ...(taken.includes(username?.toLowerCase() ?? "")
      ? refuse("username", `username is ${quoted(username)}, which is reserved in ${engine}`)
      : []),
  ];
}

/** Classes of MySQL without them (user guide, "… instance class support for Performance Insights"). */
const tooSmallForInsights = /^db\.t(2|3|4g)\.(micro|small)$/;

function dependentFailures(inputs: Properties): Failure[] {
  const failures: Failure[] = [];
  const without = (property: string, needed: string) =>
    failures.push(...refuse(property, `${property} is given and ${needed}`));
  const { monitoringInterval, monitoringRoleArn, storageEncrypted, performanceInsightsEnabled } = inputs;
  if (Number(monitoringInterval) > 0 && isOff(monitoringRoleArn))
    without("monitoringInterval", "monitoringRoleArn is not: enhanced monitoring needs a role");
  if (textOf(inputs, "kmsKeyId") && isOff(storageEncrypted)) without("kmsKeyId", "storageEncrypted is off");
  if (textOf(inputs, "performanceInsightsKmsKeyId") && isOff(performanceInsightsEnabled))
    without("performanceInsightsKmsKeyId", "performanceInsightsEnabled is off");
  const { engine, instanceClass } = inputs;
  if (isTrue(performanceInsightsEnabled) && engine === "mysql" && tooSmallForInsights.test(String(instanceClass)))
    without("performanceInsightsEnabled", `MySQL on ${quoted(instanceClass)} has no Performance Insights`);
  if (textOf(inputs, "availabilityZone") && isTrue(inputs.multiAz))
    without("availabilityZone", "multiAz is on: RDS chooses the zones of such an instance");
  return failures;
}

/** Certificate authorities whose certificates have run out (user guide, "Rotating your SSL/TLS certificate"). */
const expired = ["rds-ca-2015", "rds-ca-2019"];

const authorityFailures = ({ caCertIdentifier }: Properties): Failure[] =>
  expired.includes(String(caCertIdentifier))
    ? refuse("caCertIdentifier", `caCertIdentifier is ${quoted(caCertIdentifier)}, which has expired`)
    : [];

/** From how many GiB on a gp3 volume takes IOPS and throughput of its own (user guide, "gp3 storage"). */
const ownPerformanceFrom: readonly [RegExp, number][] = [
  [/^(postgres|mysql|mariadb)$/, 400],
  [/^oracle/, 200],
];

function performanceFailures(inputs: Properties): Failure[] {
  const { storageType, iops, storageThroughput, allocatedStorage } = inputs;
  const least = ownPerformanceFrom.find(([engine]) => engine.test(String(inputs.engine)))?.[1];
  const given = Object.entries({ iops, storageThroughput }).find(([, value]) => typeof value === "number");
  if (storageType === "gp3" && given && least !== undefined && Number(allocatedStorage) < least)
    return refuse(given[0], `${given[0]} is given and the gp3 volume has less than ${least} GiB`);
  return ["io1", "io2"].includes(String(storageType)) && isOff(iops)
    ? refuse("iops", `storage type ${String(storageType)} needs iops`)
    : [];
}

/** User guide, "Publishing database logs to Amazon CloudWatch Logs". */
const logsOf: Readonly<Record<string, readonly string[]>> = {
  postgres: ["postgresql", "upgrade", "iam-db-auth-error"],
  mysql: ["audit", "error", "general", "slowquery", "iam-db-auth-error"],
  mariadb: ["audit", "error", "general", "slowquery", "iam-db-auth-error"],
};

function logFailures({ engine, enabledCloudwatchLogsExports: logs }: Properties): Failure[] {
  const allowed = logsOf[String(engine)];
  const wrong = Array.isArray(logs) ? logs.filter((log) => typeof log === "string") : [];
  return wrong
    .filter((log) => allowed && !allowed.includes(log))
    .flatMap((log) =>
      refuse(
        "enabledCloudwatchLogsExports",
        `enabledCloudwatchLogsExports has ${quoted(log)}; ${String(engine)} has ${allowed!.join(", ")}`,
      ),
    );
}

const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const [minutesOfDay, minutesOfWeek, shortest] = [1440, 10_080, 30];

/** Minutes of a week from Sunday on: `sun:03:00-sun:04:00`, or `03:00-04:00` of one day. */
function span(window: string, day = 0): readonly [from: number, to: number] | undefined {
  const found = /^(?:([a-z]{3}):)?(\d\d):(\d\d)-(?:([a-z]{3}):)?(\d\d):(\d\d)$/i.exec(window);
  if (!found) return undefined;
  const at = (name: string | undefined, hour: string, minute: string) =>
    (name ? days.indexOf(name.toLowerCase()) : day) * minutesOfDay + Number(hour) * 60 + Number(minute);
  const [from, to] = [at(found[1], found[2]!, found[3]!), at(found[4], found[5]!, found[6]!)];
  return [from, to > from ? to : to + (found[1] ? minutesOfWeek : minutesOfDay)];
}

/** Both windows have at least 30 minutes, and must not overlap. */
function windowFailures(inputs: Properties): Failure[] {
  const [backup, maintenance] = [textOf(inputs, "backupWindow"), textOf(inputs, "maintenanceWindow")];
  const failures = Object.entries({ backupWindow: backup, maintenanceWindow: maintenance }).flatMap(
    ([property, window]) => {
      const [from, to] = (window !== undefined && span(window)) || [0, shortest];
      return to - from < shortest ? refuse(property, `${property} is ${quoted(window)}; it needs 30 minutes`) : [];
    },
  );
  const upkeep = maintenance === undefined ? undefined : span(maintenance);
  if (backup === undefined || !upkeep) return failures;
  const overlaps = days.some((_, day) => {
    const daily = span(backup, day);
    return [-minutesOfWeek, 0, minutesOfWeek].some(
      (shift) => daily !== undefined && daily[0] + shift < upkeep[1] && upkeep[0] < daily[1] + shift,
    );
  });
  return overlaps
    ? [
        ...failures,
        ...refuse(
          "maintenanceWindow",
          `maintenanceWindow ${quoted(maintenance)} and backupWindow ${quoted(backup)} overlap`,
        ),
      ]
    : failures;
}
