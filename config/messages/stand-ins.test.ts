import assert from "node:assert/strict";
import { test } from "node:test";
import { stackConfigSchema } from "../schema";
import { schemaAt, unwrapped, variantsOf } from "../schema-walk";
import { knownPaths } from "./nearest-key";
import { isScalar } from "./setting-commands";
import { standIns } from "./stand-ins";

test("every key has stand-ins, and each is right for its key", () => {
  const root = stackConfigSchema("small");
  for (const path of knownPaths(root).filter(([section]) => section !== "secrets")) {
    // A key below a key of one mode alone is found in that mode.
    const said = path.length > 2 ? { network: { mode: "existing" } } : {};
    const holder = variantsOf(schemaAt(root, path.slice(0, -1), said) ?? root).find(({ schema }) =>
      Object.hasOwn(schema._zod.def.shape, path.at(-1) ?? ""),
    );
    const schema = holder ? holder.schema._zod.def.shape[path.at(-1) ?? ""] : schemaAt(root, path, said);
    assert.ok(schema, path.join("."));
    const values = standIns(schema).filter((value) => value !== undefined);
    assert.ok(values.length > 0, `a stand-in for ${path.join(".")}`);
    for (const value of isScalar(schema) ? values : [])
      assert.ok(
        (unwrapped(schema) as unknown as { safeParse(value: unknown): { success: boolean } }).safeParse(value).success,
        path.join("."),
      );
  }
});
