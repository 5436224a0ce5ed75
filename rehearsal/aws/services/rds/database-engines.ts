import { majorsOf } from "../../../../config/aws/database-engines";

/** Every engine of a DB instance; from the API reference, CreateDBInstance, Engine, and `aurora`, which was one. */
export const engines: readonly string[] = [
  ...["postgres", "mysql", "mariadb", "aurora", "aurora-mysql", "aurora-postgresql"],
  ...["db2-ae", "db2-ce", "db2-se", "oracle-ee", "oracle-ee-cdb", "oracle-se", "oracle-se1", "oracle-se2"],
  ...["oracle-se2-cdb", "sqlserver-dev-ee", "sqlserver-ee", "sqlserver-se", "sqlserver-ex", "sqlserver-web"],
  ...["custom-oracle-ee", "custom-oracle-ee-cdb", "custom-oracle-se2", "custom-oracle-se2-cdb"],
  ...["custom-sqlserver-ee", "custom-sqlserver-se", "custom-sqlserver-web", "custom-sqlserver-dev"],
];

/** Whether a parameter group family is one: the engine, and its major version where RDS has known ones. */
export function isFamily(family: string): boolean {
  const [engine] = engines.filter((name) => family.startsWith(name)).sort((a, b) => b.length - a.length);
  if (engine === undefined) return false;
  const version = family.slice(engine.length);
  return majorsOf(engine)?.includes(version) ?? /^-?\d*(\.\d+)*$/.test(version);
}

/** Below zero when the first version is the lower one; 0 when they are the same as far as both go. */
export function compareVersions(one: string, other: string): number {
  const [ones, others] = [one, other].map((version) => version.split(/[.-]/).map(Number));
  for (const [index, number] of ones!.entries()) {
    const difference = number - (others![index] ?? number);
    if (Number.isNaN(difference)) return 0;
    if (difference !== 0) return difference;
  }
  return 0;
}
