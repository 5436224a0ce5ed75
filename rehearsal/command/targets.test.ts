import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { targetOf, targetsOf } from "./targets";

const project = mkdtempSync(path.join(tmpdir(), "targets-test-"));
const file = (name: string) => path.join(project, name);
after(() => rmSync(project, { recursive: true }));

writeFileSync(file("Pulumi.dev.yaml"), "config: {}\n");
mkdirSync(file("Pulumi.folder.yaml"));
execFileSync("mkfifo", [file("Pulumi.pipe.yaml")]);
symlinkSync("Pulumi.dev.yaml", file("Pulumi.linked.yaml"));

test("a folder and a pipe named like a stack file are no stacks, and a link to a stack file is one", () => {
  assert.deepEqual(
    targetsOf([], { all: true }, project).map(({ stack }) => stack),
    ["dev", "linked"],
  );
  assert.throws(() => targetOf("other", project), /The project has dev, linked\./);
  mkdirSync(file("Pulumi.both.yaml"));
  writeFileSync(file("Pulumi.both.yml"), "config: {}\n");
  assert.deepEqual(targetOf("both", project), { stack: "both", file: file("Pulumi.both.yml") });
  rmSync(file("Pulumi.both.yml"));
  rmSync(file("Pulumi.both.yaml"), { recursive: true });
});

/** By name, by file name and by path. */
const named = (stack: string): (() => unknown)[] => [
  () => targetOf(stack, project),
  () => targetOf(`Pulumi.${stack}.yaml`, project),
  () => targetsOf([], { stackFile: [file(`Pulumi.${stack}.yaml`)] }, project),
];

for (const [stack, reason] of [
  ["folder", "it is a folder"],
  ["pipe", "it is a pipe or a device, which cannot be read twice"],
] as const) {
  test(`a ${stack} that is named is refused with what it is, and what there is`, () => {
    for (const run of named(stack))
      assert.throws(
        run,
        new RegExp(`Cannot read .*Pulumi\\.${stack}\\.yaml: ${reason}\\. Its folder has Pulumi\\.dev`),
      );
  });
}

test("what is in the place of a folder is said of a file in it", () => {
  const inFile = () => targetsOf([], { stackFile: [path.join(file("Pulumi.dev.yaml"), "x.yaml")] }, project);
  assert.throws(inFile, /There is no stack file .*x\.yaml\. Its folder .* does not exist/);
});

const all = () => targetsOf([], { all: true }, project);

test("a link that leads nowhere is not passed over", () => {
  const reason = /Cannot read .*Pulumi\.broken\.yaml: it is a link to gone\.yaml, which is not there\. Its folder has/;
  symlinkSync("gone.yaml", file("Pulumi.broken.yaml"));
  for (const run of [...named("broken"), all])
    assert.throws(run, ({ message }: Error) => reason.test(message) && !/has .*broken/.test(message));
  rmSync(file("Pulumi.broken.yaml"));
  symlinkSync("Pulumi.circle.yaml", file("Pulumi.circle.yaml"));
  for (const run of [...named("circle"), all]) assert.throws(run, /it is a link that leads back to itself/);
  rmSync(file("Pulumi.circle.yaml"));
});

/** Root may read everything: as root, the work is done as somebody else. */
const withoutRights = (work: () => void): void => {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
};

test("a file without permission is not passed over", () => {
  chmodSync(project, 0o755);
  writeFileSync(file("Pulumi.closed.yaml"), "config: {}\n", { mode: 0 });
  withoutRights(() => {
    for (const run of [...named("closed"), all])
      assert.throws(run, /Pulumi\.closed\.yaml: you have no permission to read it\. Its folder has Pulumi\.dev\.yaml/);
  });
  rmSync(file("Pulumi.closed.yaml"));
});
