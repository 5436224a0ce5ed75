/** Major versions that RDS has had (Amazon RDS User Guide, versions of each engine): the judge's own, not config's. */
// prettier-ignore
const majors: Readonly<Record<string, readonly string[]>> = {
  postgres: ["9.3", "9.4", "9.5", "9.6", "10", "11", "12", "13", "14", "15", "16", "17", "18"],
  mysql: ["5.5", "5.6", "5.7", "8.0", "8.4"],
  mariadb: ["10.0", "10.1", "10.2", "10.3", "10.4", "10.5", "10.6", "10.11", "11.4", "11.8"],
};

export const majorsOf = (engine: string): readonly string[] | undefined => majors[engine];

/** `16` of 16.4; undefined for an engine or a major version that is not known. */
export const majorOf = (engine: string, version: string): string | undefined =>
  majors[engine]?.find((major) => version === major || version.startsWith(`${major}.`));

/** Whether a version, or the beginning of one, is one that the engine has; every one of an engine that is not known. */
export const hasVersion = (engine: string, version: string): boolean =>
  !majors[engine] ||
  majors[engine].some((major) => `${version}.`.startsWith(`${major}.`) || major.startsWith(`${version}.`));

/** `db.`, a family, a size, and for Oracle its threads and memory (same guide, "DB instance classes"). */
export const instanceClasses =
  /^db\.(serverless|[a-z]{1,2}\d[a-z]*(-[a-z]+)?\.(micro|small|medium|large|xlarge|metal|[1-9]\d*xlarge)(\.tpc\d\.mem\d+x)?)$/;

/** Every engine of a DB instance; from the API reference, CreateDBInstance, Engine, and `aurora`, which was one. */
// prettier-ignore
export const engines: readonly string[] = [
  "postgres", "mysql", "mariadb", "aurora", "aurora-mysql", "aurora-postgresql",
  "db2-ae", "db2-ce", "db2-se", "oracle-ee", "oracle-ee-cdb", "oracle-se", "oracle-se1", "oracle-se2",
  "oracle-se2-cdb", "sqlserver-dev-ee", "sqlserver-ee", "sqlserver-se", "sqlserver-ex", "sqlserver-web",
  "custom-oracle-ee", "custom-oracle-ee-cdb", "custom-oracle-se2", "custom-oracle-se2-cdb",
  "custom-sqlserver-ee", "custom-sqlserver-se", "custom-sqlserver-web", "custom-sqlserver-dev",
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
