import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectDirectory } from "../../config/project-directory";

/** Licences that ask for no more than a notice, by their SPDX names. */
const allowed = new Set(
  "0BSD Apache-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause CC-BY-3.0 CC0-1.0 ISC MIT Python-2.0".split(" "),
);

/** Packages whose licence is looked at one by one, and why they may stay. */
const exceptions: Readonly<Record<string, string>> = {
  "@logdna/tail-file": "MIT, in its file LICENSE; package.json only names that file",
  // AGPL: an outside judge of roles in tests/emulator, which nothing that a user runs loads (see the test below).
  "@cloud-copilot/iam-simulate": "tests/emulator",
  "@cloud-copilot/iam-policy": "needed by iam-simulate",
  "@cloud-copilot/iam-utils": "needed by iam-simulate",
};

const { packages } = JSON.parse(readFileSync(path.join(projectDirectory, "package-lock.json"), "utf8")) as {
  packages: Record<string, { license?: string }>;
};
const nameOf = (place: string) => place.replace(/^.*node_modules\//, "");

test("every dependency has a licence that is allowed here", () => {
  const installed = Object.entries(packages).filter(([place]) => place !== "");
  assert.ok(installed.length > 100);
  const refused = installed
    .filter(([place, { license = "none" }]) => {
      const names = license.replace(/[()]/g, "").split(/ AND | OR /);
      return !names.every((name) => allowed.has(name)) && !(nameOf(place) in exceptions);
    })
    .map(([place, { license }]) => `${place}: ${license}`);
  assert.deepEqual(refused, []);
});

test("every exception is still needed", () => {
  const names = new Set(Object.keys(packages).map(nameOf));
  assert.deepEqual(
    Object.keys(exceptions).filter((name) => !names.has(name)),
    [],
  );
});

test("what has a licence that asks for more is loaded by tests of the emulator alone", () => {
  const users = readdirSync(projectDirectory, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|mjs|cjs)$/.test(file) && !file.includes("node_modules"))
    .filter((file) =>
      /from "@cloud-copilot\/iam-(simulate|policy|utils)"/.test(
        readFileSync(path.join(projectDirectory, file), "utf8"),
      ),
    );
  assert.deepEqual(users, [path.join("tests", "emulator", "permissions.ts")]);
});
