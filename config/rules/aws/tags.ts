import { configPath, remove, removeCommand, set, steps } from "../../../problems/commands";
import { foundValue } from "../../../problems/found-value";
import { sameButForCase } from "../../aws/limits";
import type { Problem } from "../../../problems/problem";
import { rule } from "../rule";

const characters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const allowedCharacters = "letters, digits, spaces and _.:/=+-@";

function nameProblem(name: string, kept: readonly string[]): Problem | undefined {
  const key = configPath(["tags", name]);
  const found = `the tag ${JSON.stringify(name)}`;
  const prefix = kept.find((each) => name.toLowerCase().startsWith(each));
  if (prefix !== undefined)
    return {
      key,
      found,
      allowed: `names that do not begin with ${prefix}, which AWS keeps for itself`,
      fix: remove(key),
    };
  return characters.test(name) ? undefined : { key, found, allowed: allowedCharacters, fix: remove(key) };
}

function valueProblem(name: string, value: string): Problem | undefined {
  if (characters.test(value)) return undefined;
  const key = configPath(["tags", name]);
  return { key, found: foundValue(["tags", name], value), allowed: allowedCharacters, fix: set(key, "VALUE") };
}

/**
 * Tags that AWS takes on every resource of this stack: 50 a resource, of which the stack adds a few, and in names and
 * values the characters that all its services share (Tag in the API references of Amazon RDS and Amazon EFS).
 */
export const tagsOfAws = rule(["tags", "database"], ({ tags, database }) => {
  const names = Object.keys(tags);
  const kept = database.mode === "create" ? ["aws:", "rds:"] : ["aws:"];
  const problems = Object.entries(tags).flatMap(([name, value]) =>
    [nameProblem(name, kept), valueProblem(name, value)].filter((problem) => problem !== undefined),
  );
  for (const name of sameButForCase(names)) {
    const key = configPath(["tags", name]);
    const allowed = "each name once, in capitals or not: to IAM they are the same";
    problems.push({
      key,
      found: `the tag ${JSON.stringify(name)}, which is there in another case`,
      allowed,
      fix: remove(key),
    });
  }
  if (names.length > 40)
    problems.push({
      key: "tags",
      found: `${names.length} tags`,
      allowed: "40 at most",
      fix: steps("Remove some", removeCommand(configPath(["tags", "NAME"]))),
    });
  return { problems };
});
