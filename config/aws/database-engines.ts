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

/** `db.`, a family such as m7g or x2iedn, a size, and for Oracle its threads and memory (user guide, "DB instance classes"). */
export const instanceClass =
  /^db\.(serverless|[a-z]{1,2}\d[a-z]*(-[a-z]+)?\.(micro|small|medium|large|xlarge|metal|[1-9]\d*xlarge)(\.tpc\d\.mem\d+x)?)$/;

/**
 * Names that the engine or RDS keeps for itself (PostgreSQL manual, "CREATE ROLE"; MySQL manual, "Reserved accounts"; Amazon RDS
 * user guide, "Master user account privileges").
 */
const reservedLogins: Readonly<Record<string, RegExp>> = {
  postgres: /^(pg_.*|public|none|current_role|current_user|session_user|rds_.*|rdsadmin|rdsrepladmin|rdstopmgr)$/,
  mysql: /^(mysql|mysql_.*|rdsadmin|rdsrepladmin|rds_.*)$/,
};

export const isReservedLogin = (engine: string, name: string): boolean =>
  reservedLogins[engine]?.test(name.toLowerCase()) ?? false;
