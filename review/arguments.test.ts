import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { CommanderError } from "commander";
import { command, readArguments } from "./arguments";
import { concernKinds } from "./model";

const read = (...words: string[]) => {
  const parser = command()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  return readArguments(parser.parse(words, { from: "user" }), 2);
};
const refused = (expected: RegExp, ...words: string[]) =>
  assert.throws(
    () => read("--base", "main", ...words),
    (error: Error) => {
      assert.match(error.message, expected);
      return true;
    },
  );

test("without options: all stacks, GitHub's limit, nothing accepted, a stack more than processors", () => {
  const given = read("--base", "main");
  assert.deepEqual([given.stacks, given.flavour, given.limit, given.accept, given.jobs], [[], "github", 60_000, [], 3]);
});

test("each platform has its own limit, and --limit says another", () => {
  assert.equal(read("--base", "main", "--flavour", "bitbucket").limit, 30_000);
  assert.equal(read("--base", "main", "--flavour", "bitbucket", "--limit", "2000").limit, 2000);
});

test("stacks and accepted kinds may be repeated or listed", () => {
  const given = read(...["--base", "main", "--stack", "dev,prod", "--stack", "test"], "--accept", "access, downtime");
  assert.deepEqual(given.stacks, ["dev", "prod", "test"]);
  assert.deepEqual(given.accept, ["access", "downtime"]);
  assert.deepEqual(read("--base", "main", "--accept", concernKinds.join(",")).accept, concernKinds);
});

test("what is none is refused with what there is", () => {
  refused(/There are access, downtime/, "--accept", "acces");
  refused(/Allowed choices are github, gitlab, bitbucket, azure/, "--flavour", "gitea");
  refused(/Write a number from 1500/, "--limit", "100");
  refused(/Write a number from 1\b/, "--jobs", "0");
  refused(/A stack is named by --stack prod/, "prod");
  refused(/Only one of --markdown and --json/, "--markdown", "-", "--json", "-");
  refused(/missing-folder/, "--html", path.join(tmpdir(), "missing-folder", "report.html"));
  assert.throws(() => read(), CommanderError, "--base is required");
});
