import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { dependencyBumps, provideModules } from "./base-modules";

const root = mkdtempSync(path.join(tmpdir(), "review-modules-"));
after(() => rmSync(root, { recursive: true, force: true }));

const project = (name: string, versions: Readonly<Record<string, string>>): string => {
  const folder = path.join(root, name);
  mkdirSync(folder, { recursive: true });
  const packages = Object.fromEntries(
    Object.entries(versions).map(([one, version]) => [`node_modules/${one}`, { version }]),
  );
  const lock = { lockfileVersion: 3, packages: { "": { dependencies: versions }, ...packages } };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "p", version: "1.0.0" }));
  writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify(lock));
  return folder;
};

test("a dependency bump is shown by name and release", () => {
  const [base, head] = [project("a", { x: "1.0.0", y: "2.0.0" }), project("b", { x: "1.1.0", z: "3.0.0" })];
  assert.deepEqual(dependencyBumps(base, head), ["x 1.0.0 → 1.1.0", "y 2.0.0 → (gone)", "z (new) → 3.0.0"]);
  assert.deepEqual(dependencyBumps(base, base), []);
});

test("where the lock files agree the project's own modules serve", async () => {
  const [base, head] = [project("c", { x: "1.0.0" }), project("d", { x: "1.0.0" })];
  mkdirSync(path.join(head, "node_modules", "x"), { recursive: true });
  await provideModules(base, head, path.join(root, "cache"), () => assert.fail("nothing is installed"));
  assert.equal(realpathSync(path.join(base, "node_modules")), realpathSync(path.join(head, "node_modules")));
});

test("another lock file's modules are installed once, in the cache", async () => {
  const folder = path.join(root, "e");
  mkdirSync(folder);
  const empty = { name: "p", version: "1.0.0", lockfileVersion: 3, packages: { "": { name: "p", version: "1.0.0" } } };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "p", version: "1.0.0" }));
  writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify(empty));
  const said: string[] = [];
  const head = project("f", { x: "1.0.0" });
  for (let time = 0; time < 2; time++)
    await provideModules(folder, head, path.join(root, "cache"), (line) => said.push(line));
  assert.equal(said.length, 1, said.join("\n"));
  assert.ok(existsSync(path.join(folder, "node_modules")));
});
