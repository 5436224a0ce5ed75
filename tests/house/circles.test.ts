import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectDirectory } from "../../config/project-directory";

const rooms = ["problems", "openmetadata", "config", "components", "rehearsal", "review", "commands", "tools", "tests"];

/** Every TypeScript file of the rooms, but tests: nothing imports those. */
const files = rooms.flatMap((room) =>
  readdirSync(path.join(projectDirectory, room), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => path.join(room, file)),
);

/** Files of the project that a file imports, types included. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(projectDirectory, file), "utf8");
  return [...text.matchAll(/\bfrom\s+"(\.[^"]+)"/g)].flatMap(([, at]) => {
    const target = path.join(path.dirname(file), at!);
    return [`${target}.ts`, path.join(target, "index.ts")].filter((one) =>
      existsSync(path.join(projectDirectory, one)),
    );
  });
}

/** The first way found from a file back to itself; undefined when there is none anywhere. */
function circle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of graph.get(file) ?? []) {
      const found = follow(next, [...way, file]);
      if (found) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const found = follow(file, []);
    if (found) return found;
  }
  return undefined;
}

test("no file imports itself by way of others", () => {
  const graph = new Map(files.map((file) => [file, importsOf(file)]));
  assert.ok(graph.size > 400 && [...graph.values()].flat().length > 1000, "the imports are seen");
  assert.equal(circle(graph)?.join(" → "), undefined);
});

test("a circle is found", () => {
  assert.deepEqual(
    circle(
      new Map([
        ["a", ["b"]],
        ["b", ["c"]],
        ["c", ["b"]],
      ]),
    ),
    ["b", "c", "b"],
  );
});
