import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { changedFiles, checkedOut, gitIn, sidesOf } from "./git";

const root = mkdtempSync(path.join(tmpdir(), "review-git-"));
after(() => rmSync(root, { recursive: true, force: true }));

const run = (folder: string, ...args: string[]): string =>
  execFileSync("git", ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
const put = (folder: string, name: string, text: string): void => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
};
const commit = (folder: string, message: string): void =>
  void (run(folder, "add", "-A"), run(folder, "commit", "-qm", message));

/** A repository whose project is in a folder: main went on after the branch began. */
const repository = path.join(root, "repository");
const project = path.join(repository, "stack");
mkdirSync(project, { recursive: true });
run(repository, "init", "-q", "-b", "main");
put(project, "Pulumi.dev.yaml", "config: {}\n");
put(project, "left-out.txt", "x");
put(repository, ".gitattributes", "stack/left-out.txt export-ignore\n");
commit(repository, "one");
run(repository, "checkout", "-qb", "change");
put(project, "Pulumi.dev.yaml", "config:\n  a:b: c\n");
commit(repository, "two");
run(repository, "checkout", "-q", "main");
put(project, "main-only.txt", "y");
commit(repository, "three");
run(repository, "checkout", "-q", "change");

const git = gitIn(project);

test("the head is compared with the merge base, not with where main is now", () => {
  const { base, head } = sidesOf(git, "main", undefined);
  assert.equal(base.commit, run(repository, "merge-base", "main", "change").trim());
  assert.deepEqual(changedFiles(git, base, head), ["Pulumi.dev.yaml"]);
});

test("a working folder counts with what git does not know yet", () => {
  put(project, "new.txt", "z");
  const { base, head } = sidesOf(git, "main", undefined);
  assert.deepEqual(changedFiles(git, base, head), ["Pulumi.dev.yaml", "new.txt"]);
  const named = sidesOf(git, "main", "change");
  assert.deepEqual(changedFiles(git, named.base, named.head), ["Pulumi.dev.yaml"]);
  rmSync(path.join(project, "new.txt"));
});

test("a commit's files are had complete, without a mark in the repository", () => {
  const before = run(repository, "status", "--porcelain=v2", "--branch") + run(repository, "worktree", "list");
  const { base } = sidesOf(git, "main", undefined);
  const folder = checkedOut(git, base.tree!, path.join(root, "cache"));
  assert.equal(readFileSync(path.join(folder, "Pulumi.dev.yaml"), "utf8"), "config: {}\n");
  assert.ok(existsSync(path.join(folder, "left-out.txt")), "export-ignore counts for archives only");
  assert.ok(!existsSync(path.join(folder, "main-only.txt")));
  assert.equal(checkedOut(git, base.tree!, path.join(root, "cache")), folder);
  assert.equal(run(repository, "status", "--porcelain=v2", "--branch") + run(repository, "worktree", "list"), before);
});

test("what is not there is named, with the command that gets it", () => {
  assert.throws(() => sidesOf(git, "origin/nowhere", undefined), /--base origin\/nowhere.*git fetch origin nowhere/);
  assert.throws(() => sidesOf(git, "main", "-x"), /--head -x/);
  assert.throws(() => sidesOf(gitIn(root), "main", undefined), /no clone of a git repository/);
});

test("a shallow clone is refused with what to set", () => {
  const shallow = path.join(root, "shallow");
  run(root, "clone", "-q", "--depth", "1", "--no-single-branch", `file://${repository}`, shallow);
  assert.throws(
    () => sidesOf(gitIn(path.join(shallow, "stack")), "origin/main", undefined),
    /shallow.*git fetch --unshallow.*fetch-depth: 0/,
  );
});
