import { configPath, remove } from "../commands";
import type { Problem } from "../problem";
import { rule } from "./rule";

/** Tags that AWS takes on every resource of this stack (its own rules, and 50 a resource, of which the stack adds a few). */
export const tagNames = rule(["tags"], ({ tags }) => {
  const names = Object.keys(tags);
  const problems = names.flatMap((name): Problem[] => {
    const key = configPath(["tags", name]);
    if (/^aws:/i.test(name))
      return [
        {
          key,
          found: `the tag "${name}"`,
          allowed: "names that do not begin with aws:, which AWS keeps for itself",
          fix: remove(key),
        },
      ];
    if (/^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u.test(name)) return [];
    return [
      {
        key,
        found: `the tag ${JSON.stringify(name)}`,
        allowed: "letters, digits, spaces and _.:/=+-@",
        fix: remove(key),
      },
    ];
  });
  if (names.length > 40)
    problems.push({
      key: "tags",
      found: `${names.length} tags`,
      allowed: "40 at most",
      fix: "Remove some in the stack file under openmetadata:tags",
    });
  return { problems };
});
