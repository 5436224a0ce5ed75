import assert from "node:assert/strict";
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { after, beforeEach, describe, test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { keptModules } from "../../review/base-modules";
import { main } from "../../review/main";
import { reviewCache } from "../../review/review";
import { untrustedDocument } from "../../review/untrusted-document";
import { program, SmallRepository, sound, topic } from "./small-repository";

const repository = new SmallRepository();
const made: string[] = [];
const file = (name: string) => path.join(repository.root, ".git", name);
const text = (name: string) => readFileSync(file(name), "utf8");
const command = (...words: string[]) => main(["--base", "HEAD", ...words], repository.root);

after(() => {
  repository.remove();
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  repository.put(sound);
  repository.commit("base");
});

describe("the command npm run review", { timeout: 900_000 }, () => {
  test("ends with 0 where nothing differs, and with 2 over a base or a stack that is not there", async () => {
    assert.equal(await command(), 0);
    assert.equal(await main(["--base", "origin/nowhere"], repository.root), 2);
    assert.equal(await command("--stack", "nowhere"), 2);
    assert.equal(await command("--accept", "everything"), 2);
  });

  test("ends with 3 when something needs a look, with 0 when that was agreed to, and writes every form", async () => {
    repository.put({ "Pulumi.prod.yaml": undefined });
    const outputs = ["--markdown", file("comment.md"), "--html", file("review.html"), "--summary", file("summary.md")];
    assert.equal(await command(...outputs, "--json", file("review.json"), "--limit", "1500"), 3);
    assert.ok(text("comment.md").length <= 1500);
    for (const name of ["comment.md", "summary.md"]) assert.match(text(name), /\| prod \|.*stack file removed/);
    assert.match(text("review.html"), /What destroy would take|stack file removed/);
    assert.equal(untrustedDocument(text("review.json")).outcome, "look");
    const accepted = ["--accept", "removal", "--flavour", "bitbucket", "--markdown", file("comment.md")];
    assert.equal(await command(...accepted), 0);
    assert.match(text("comment.md"), /\(accepted\)/);
    assert.doesNotMatch(text("comment.md"), /<details>|<sub>/);
    assert.equal(await command("--accept", "access,downtime"), 3, "another kind is not this one");
  });

  test("ends with 1 when the head does not come up, also with --accept", async () => {
    repository.put({ "index.js": program('throw new Error("Broken in the head.");') });
    assert.equal(await command("--stack", "dev", "--accept", "removal", "--markdown", file("comment.md")), 1);
    assert.match(text("comment.md"), /Broken in the head/);
  });

  test("does not judge another release of a provider: it names it, and shows what the code changes alone", async () => {
    const version = (name: string) =>
      (
        JSON.parse(readFileSync(path.join(projectDirectory, "node_modules", name, "package.json"), "utf8")) as {
          version: string;
        }
      ).version;
    const lock = (aws: string) =>
      JSON.stringify({
        packages: { "": { dependencies: { "@pulumi/aws": aws } }, "node_modules/@pulumi/aws": { version: aws } },
      });
    repository.put({ "package.json": "{}", "package-lock.json": lock("7.0.1") });
    repository.commit("an older provider");
    made.push(olderProvider(keptModules(repository.root, reviewCache()), "7.0.1"));
    repository.put({
      "package-lock.json": lock(version("@pulumi/aws")),
      "index.js": program(topic("alerts") + topic("more")),
    });
    assert.equal(await command("--stack", "dev", "--json", file("review.json")), 0);
    const { notes, stacks } = untrustedDocument(text("review.json"));
    assert.match(notes.join(), /@pulumi\/aws 7\.0\.1 → .*is not judged here/);
    assert.deepEqual(stacks[0]!.baseRefusals, []);
    assert.deepEqual(
      stacks[0]!.changes.map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`),
      ["create more"],
    );
    repository.put({ "package.json": undefined, "package-lock.json": undefined });
  });
});

/** The modules that a lock file names, as npm would have installed them: this project's, with a provider of another version. */
function olderProvider(kept: string, version: string): string {
  const [from, to] = [path.join(projectDirectory, "node_modules"), path.join(kept, "node_modules")];
  mkdirSync(path.join(to, "@pulumi"), { recursive: true });
  const link = (name: string) => symlinkSync(path.join(from, name), path.join(to, name));
  readdirSync(from)
    .filter((name) => name !== "@pulumi")
    .forEach(link);
  readdirSync(path.join(from, "@pulumi"))
    .filter((name) => name !== "aws")
    .forEach((name) => link(path.join("@pulumi", name)));
  const aws = path.join(to, "@pulumi", "aws");
  linkFiles(path.join(from, "@pulumi", "aws"), aws);
  // Written again, not through the link.
  rmSync(path.join(aws, "package.json"));
  const manifest = JSON.parse(readFileSync(path.join(from, "@pulumi", "aws", "package.json"), "utf8")) as object;
  writeFileSync(path.join(aws, "package.json"), JSON.stringify({ ...manifest, version }));
  return kept;
}

function linkFiles(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [file, copy] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) linkFiles(file, copy);
    else linkOrCopy(file, copy);
  }
}

function linkOrCopy(file: string, copy: string): void {
  try {
    linkSync(file, copy);
  } catch {
    // The cache lies on another disk.
    copyFileSync(file, copy);
  }
}
