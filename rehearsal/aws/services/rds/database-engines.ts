/** Every engine of a DB instance; from the API reference, CreateDBInstance, Engine, and `aurora`, which was one. */
export const engines: readonly string[] = [
  ...["postgres", "mysql", "mariadb", "aurora", "aurora-mysql", "aurora-postgresql"],
  ...["db2-ae", "db2-ce", "db2-se", "oracle-ee", "oracle-ee-cdb", "oracle-se", "oracle-se1", "oracle-se2"],
  ...["oracle-se2-cdb", "sqlserver-dev-ee", "sqlserver-ee", "sqlserver-se", "sqlserver-ex", "sqlserver-web"],
  ...["custom-oracle-ee", "custom-oracle-ee-cdb", "custom-oracle-se2", "custom-oracle-se2-cdb"],
  ...["custom-sqlserver-ee", "custom-sqlserver-se", "custom-sqlserver-web", "custom-sqlserver-dev"],
];

/**
 * Major versions that RDS has had of the open-source engines, and with them their parameter group families; from the RDS
 * user guide, "DB engine versions" of each. A newer one belongs here as soon as RDS offers it.
 */
const majors: Readonly<Record<string, readonly string[]>> = {
  postgres: ["9.3", "9.4", "9.5", "9.6", "10", "11", "12", "13", "14", "15", "16", "17", "18"],
  mysql: ["5.5", "5.6", "5.7", "8.0", "8.4"],
  mariadb: ["10.0", "10.1", "10.2", "10.3", "10.4", "10.5", "10.6", "10.11", "11.4", "11.8"],
};

export const majorsOf = (engine: string): readonly string[] | undefined => majors[engine];

/** `16.4` of postgres is `16`, `8.0.42` of mysql is `8.0`; undefined when the engine has no such major version. */
export const majorOf = (engine: string, version: string): string | undefined =>
  majors[engine]?.find((major) => version === major || version.startsWith(`${major}.`));

/** Whether a version is one, or the beginning of one: RDS takes `16` for its default minor version. */
export const isVersionOf = (engine: string, version: string): boolean =>
  !majors[engine] ||
  majorOf(engine, version) !== undefined ||
  majors[engine].some((major) => major.startsWith(`${version}.`));

/** Whether a parameter group family is one: the engine, and its major version where RDS has known ones. */
export function isFamily(family: string): boolean {
  const [engine] = engines.filter((name) => family.startsWith(name)).sort((a, b) => b.length - a.length);
  if (engine === undefined) return false;
  const version = family.slice(engine.length);
  return majors[engine]?.includes(version) ?? /^-?\d*(\.\d+)*$/.test(version);
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
