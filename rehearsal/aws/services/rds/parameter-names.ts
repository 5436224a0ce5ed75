import { refuse, type Rule } from "../../rule";
import { guide } from "../../source";
import names from "./parameter-names.generated.json";

const known: ReadonlyArray<readonly [family: RegExp, names: ReadonlySet<string>]> = [
  [/^postgres\d/, new Set(names.postgres)],
  [/^(mysql|mariadb)\d/, new Set(names.mysql)],
];

/** RDS's own, and those of extensions (`pg_stat_statements.max`), which have a dot, are on no list of the database's. */
const ofAnother = (name: string): boolean => name.includes(".") && !name.startsWith("rds.");

/** What RDS adds to PostgreSQL: docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html */
const ofRds: ReadonlySet<string> = new Set(
  [
    "accepted_password_auth_method adaptive_autovacuum allowed_extensions blue_green_replication_type custom_dns_resolution",
    "extensions force_admin_logging_level force_autovacuum_logging_level force_ssl global_db_rpo log_retention_period",
    "logical_replication pg_stat_ramdisk_size rds_superuser_reserved_connections restrict_password_commands",
    "superuser_variables",
  ]
    .flatMap((line) => line.split(" "))
    .map((name) => `rds.${name}`),
);

const nameOf = (parameter: unknown): string =>
  String((parameter as { readonly name?: unknown } | null | undefined)?.name ?? "");

export const parameterNames: Rule = {
  name: "parameter-names",
  refuses: "a parameter that the database does not have",
  source: guide(
    "Amazon RDS User Guide, Working with parameters on your RDS for PostgreSQL DB instance",
    "AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters",
  ),
  check: ({ type, inputs }) => {
    if (type !== "aws:rds/parameterGroup:ParameterGroup" || !Array.isArray(inputs.parameters)) return [];
    const family = String(inputs.family);
    const own = known.find(([pattern]) => pattern.test(family))?.[1];
    if (own === undefined) return [];
    const unknown = inputs.parameters
      .map(nameOf)
      .filter((name) => name !== "" && !own.has(name) && !ofAnother(name) && !ofRds.has(name));
    return unknown.flatMap((name) =>
      refuse("parameters", `${family} has no parameter "${name}": RDS refuses the whole group`),
    );
  },
};
