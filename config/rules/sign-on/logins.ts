import { isReservedLogin } from "../../aws/database-engines";
import { set, setCommand, steps } from "../../../problems/commands";
import type { Problem } from "../../../problems/problem";
import { databaseSettings } from "../../server-settings";
import { rule } from "../rule";

/** Stands for the place of a database, which a login does not depend on. */
const anywhere = { host: "database.invalid", port: 5432 };

/**
 * The stack makes a login for each program, with a password of its own: for an administrator of the same name that would
 * be a new password in the middle of the work, and the program would be the administrator.
 */
export const administratorIsAnother = rule(["database"], ({ database }) => {
  if (database.mode !== "existing") return {};
  const key = "database.username";
  const found = `"${database.username}"`;
  const made = (["openmetadata", "airflow"] as const).map(
    (program) => databaseSettings(database, program, anywhere).user,
  );
  const problems: Problem[] = [];
  if (made.includes(database.username))
    problems.push({
      key,
      found,
      allowed: `a login other than ${made.join(" and ")}, which the stack makes for the programs with passwords of their own`,
      fix: steps("Name the administrator of the server", setCommand(key)),
    });
  if (isReservedLogin(database.engine, database.username))
    problems.push({
      key,
      found,
      allowed: `a login that the engine does not keep for itself (database.engine is "${database.engine}")`,
      fix: set(key, database.engine === "postgres" ? "postgres" : "admin"),
    });
  return { problems };
});

/** The server makes an administrator's address by adding the domain. */
export const administratorsAreNames = rule(["auth"], ({ auth }) => ({
  problems: auth.adminPrincipals.flatMap((name, index): Problem[] => {
    if (!name.includes("@")) return [];
    const key = `auth.adminPrincipals[${index}]`;
    const allowed = "the part of the address before the @: the server adds auth.principalDomain itself";
    return [{ key, found: JSON.stringify(name), allowed, fix: set(key, name.split("@")[0] || undefined) }];
  }),
}));
