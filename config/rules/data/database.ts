import { isRecord } from "../../../problems/record";
import { either, remove, set, setCommand, setSecret, steps } from "../../../problems/commands";
import type { Problem } from "../../../problems/problem";
import { valueAt } from "../../schema-walk";
import type { DatabaseConfig } from "../../schema";
import { movesIn } from "../../server-settings";
import { largestStorageGiB, leastMaximumStorageGiB } from "../../sections/database";
import { type Size, sizeDefaults } from "../../sizes";
import { lineOf } from "../release";
import { rule } from "../rule";

const engineNames = { postgres: "PostgreSQL", mysql: "MySQL" } as const;

/** Whether a version, as far as it is given, is older than the minimum: 8.0 may be any patch of 8.0. */
export function olderThan(version: string, minimum: string): boolean {
  const [found, wanted] = [version, minimum].map((text) => text.split(".").map(Number)) as [number[], number[]];
  const at = found.findIndex((part, index) => part !== (wanted[index] ?? 0));
  return at >= 0 && (found[at] ?? 0) < (wanted[at] ?? 0);
}

/** PostgreSQL counts 16 or 16.8, MySQL 8.4 or 8.4.5. */
export const databaseVersionForm = rule(["database"], ({ database: { engine, version } }) => {
  if (version === undefined) return {};
  const right = engine === "postgres" ? /^\d+(\.\d+)?$/.test(version) : /^\d+\.\d+(\.\d+)?$/.test(version);
  if (right) return {};
  const example = engine === "postgres" ? "16 or 16.8" : "8.4 or 8.4.5";
  const allowed = `a version such as ${example} when database.engine is "${engine}"`;
  return {
    problems: [{ key: "database.version", found: `"${version}"`, allowed, fix: set("database.version") }],
  };
});

export const databaseIsNewEnough = rule(["version", "database"], ({ version, database }) => {
  const line = lineOf(version);
  const minimum = line?.databaseMinimum[database.engine];
  if (minimum === undefined || database.version === undefined || !olderThan(database.version, minimum)) return {};
  const allowed = `${engineNames[database.engine]} ${minimum} or newer, which OpenMetadata ${version} needs`;
  return {
    problems: [
      { key: "database.version", found: `"${database.version}"`, allowed, fix: set("database.version", minimum) },
    ],
  };
});

/** Limit of a created database when the stack file names none; undefined where the size's own default serves. */
export function defaultMaximumStorage(database: unknown, size: Size): number | undefined {
  const storage = isRecord(database) && database.mode !== "existing" ? database.storageGiB : undefined;
  if (typeof storage !== "number" || valueAt(database, ["maximumStorageGiB"]) !== undefined) return undefined;
  const doubled = Math.min(2 * storage, largestStorageGiB);
  return Number.isInteger(doubled) && doubled > sizeDefaults[size].database.maximumStorageGiB ? doubled : undefined;
}

/** Only a limit that the stack file names can be wrong: where no limit has room, the default is none. */
export const storageGrows = rule(["database"], ({ database }, { written }) => {
  const key = "database.maximumStorageGiB";
  if (database.mode !== "create" || valueAt(written, key.split(".")) === undefined) return {};
  const { storageGiB, maximumStorageGiB } = database;
  const least = leastMaximumStorageGiB(storageGiB);
  if (maximumStorageGiB >= least) return {};
  const why = `database.storageGiB, which is ${storageGiB}: RDS refuses less`;
  const problem =
    least > largestStorageGiB
      ? { allowed: `nothing, for want of room above ${why}`, fix: remove(key) }
      : { allowed: `at least ${least}, a tenth more than ${why}`, fix: set(key, String(least)) };
  return { problems: [{ key, found: String(maximumStorageGiB), ...problem }] };
});

/** RDS user guide, "Amazon RDS DB engine, Region, and instance class support for Performance Insights". */
const tooSmallForInsights = /^db\.t(2|3|4g)\.(micro|small)$/;

export const insightsHaveRoom = rule(["database"], ({ database }) => {
  if (database.mode !== "create" || database.engine !== "mysql") return {};
  if (!database.insights || !tooSmallForInsights.test(database.instanceClass)) return {};
  return {
    problems: [
      {
        key: "database.insights",
        found: `true, and database.instanceClass is "${database.instanceClass}"`,
        allowed: "false, or a larger class: RDS has Performance Insights of MySQL from t3.medium and t4g.medium on",
        fix: set("database.insights", "false"),
      },
    ],
  };
});

const oldKeys = ["server.fernetKey", "server.jwtPrivateKey"] as const;

/** Words for a database that an earlier installation may have filled; undefined for a fresh one. */
function earlierInstallation(database: DatabaseConfig): string | undefined {
  if (!movesIn(database)) return undefined;
  if (database.mode === "existing") return 'database.mode is "existing"';
  return database.snapshotIdentifier === undefined
    ? "an earlier installation moves in"
    : "database.snapshotIdentifier is set";
}

/** Names that the engines and RDS keep for themselves. */
const reservedName = /^(pg_|rds)|^(postgres|template0|template1|mysql|sys|information_schema|performance_schema)$/;
const programKeys = ["serverDatabase", "airflowDatabase", "serverLogin", "airflowLogin"] as const;

/** Each program has a database and a login of its own, so that neither reads what the other stores. */
export const ownDatabases = rule(["database"], ({ database }) => {
  const reserved = programKeys
    .filter((key) => reservedName.test(database[key]))
    .map((key): Problem => {
      const allowed = "a name that the engine and RDS do not keep for themselves";
      return { key: `database.${key}`, found: `"${database[key]}"`, allowed, fix: remove(`database.${key}`) };
    });
  const shared = (["Database", "Login"] as const)
    .filter((kind) => database[`server${kind}`] === database[`airflow${kind}`])
    .map((kind): Problem => {
      const key = `database.airflow${kind}`;
      const allowed = `another ${kind.toLowerCase()} than database.server${kind}: each program has its own`;
      const other = database[`server${kind}`] === "airflow" ? "airflow_of_the_stack" : "airflow";
      const value = kind === "Database" ? `${other}_db` : other;
      return { key, found: `"${database[`airflow${kind}`]}"`, allowed, fix: set(key, value) };
    });
  return { problems: [...reserved, ...shared] };
});

/** A key that counts for nothing is most likely a misunderstanding. */
export const newAirflowOfAnEarlierInstallation = rule(["database"], ({ database }) =>
  database.newAirflow && !movesIn(database)
    ? {
        problems: [
          {
            key: "database.newAirflow",
            found: "true",
            allowed: "only when an earlier installation moves in (database.newInstallation false)",
            fix: remove("database.newAirflow"),
          },
        ],
      }
    : {},
);

/** What an earlier installation encrypted is read with its keys alone. */
export const keysOfAnEarlierInstallation = rule(["database", "airflow"], ({ database, airflow }, { secretNames }) => {
  const earlier = earlierInstallation(database);
  if (earlier === undefined) return {};
  const wanted = [
    ...oldKeys,
    ...(airflow.host === "create" && !database.newAirflow ? (["airflow.fernetKey"] as const) : []),
  ];
  const problems = wanted
    .filter((name) => !secretNames.has(name))
    .map((name): Problem => {
      const key = `secrets.${name}`;
      const allowed = `required when ${earlier} and database.newInstallation is not true: without the earlier key what is stored cannot be read`;
      return {
        key,
        allowed,
        fix: either(
          setSecret(key),
          steps("Or, when no OpenMetadata has used that database", setCommand("database.newInstallation", "true")),
        ),
      };
    });
  return { problems };
});

export const databaseLogin = rule(["database"], ({ database }, { secretNames }) => {
  const key = "secrets.database.password";
  const given = secretNames.has("database.master");
  if (database.mode === "existing" && !given) {
    return {
      problems: [
        {
          key,
          allowed: 'required when database.mode is "existing": the password of database.username',
          fix: setSecret(key),
        },
      ],
    };
  }
  if (database.mode === "create" && given) {
    return { notes: [{ key, text: 'not used when database.mode is "create": the stack generates every password' }] };
  }
  return {};
});

/** Without the CA file the connection is encrypted and the server's identity unchecked. */
export const databaseIsVerified = rule(["size", "database"], ({ size, database }) =>
  size === "small" || database.caCertificateFile !== undefined
    ? {}
    : {
        notes: [
          {
            key: "database.caCertificateFile",
            text: "not set: TLS to the database is required, and its certificate is not verified",
          },
        ],
      },
);
