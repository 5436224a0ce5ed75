import assert from "node:assert/strict";
import { kindsOf, type Tags } from "./kinds";

const keysOf = (tags: Tags): string[] =>
  Array.isArray(tags)
    ? (tags as readonly { key?: string; Key?: string }[]).flatMap(({ key, Key }) => key ?? Key ?? [])
    : Object.keys((tags as Record<string, string> | undefined) ?? {});

/**
 * Everything in the account that takes tags says whose it is.
 * @param foreign what somebody else made, by identifier
 */
export const expectTags = async (endpoint: string, foreign: ReadonlySet<string>): Promise<void> => {
  const bare: string[] = [];
  let seen = 0;
  for (const [type, { list, takesTags = true }] of Object.entries(kindsOf(endpoint))) {
    if (!takesTags) continue;
    for (const { id, tags } of (await list()).filter((one) => !foreign.has(one.id))) {
      const keys = keysOf(await tags());
      const missing = ["environment", "pulumi:project", "pulumi:stack"].filter((key) => !keys.includes(key));
      if (missing.length > 0) bare.push(`${type} ${id}: ${missing.join(", ")} is missing`);
      seen += 1;
    }
  }
  assert.ok(seen > 40, `the tags of ${seen} things were read`);
  assert.deepEqual(bare, []);
};
