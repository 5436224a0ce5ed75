import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import type { ReviewDocument } from "../../review/model";
import { review } from "../../review/review";
import { rowOf } from "./chain";

const root = mkdtempSync(path.join(tmpdir(), "review-whole-"));
after(() => rmSync(root, { recursive: true, force: true }));

const git = (...args: string[]): void =>
  void execFileSync("git", ["-C", root, "-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
    stdio: "ignore",
  });
type Files = Readonly<Record<string, string | undefined>>;
const put = (files: Files): void => {
  for (const [name, text] of Object.entries(files))
    if (text === undefined) rmSync(path.join(root, name), { force: true });
    else writeFileSync(path.join(root, name), text);
};

const program = (body: string) =>
  `const sns = require("@pulumi/aws/sns");\nmodule.exports = async () => {\n${body}\n};\n`;
const topic = (name: string) => `new sns.Topic("${name}", { displayName: "a" });`;
const told = (word: string) =>
  `const first = new sns.Topic("first"); new sns.Topic("second", { displayName: first.arn.apply((arn) => arn.slice(0, 3) + "${word}") });`;
const broken = program('throw new Error("The base is broken on purpose.");');
const stackFile = "config:\n  aws:region: eu-west-1\n";

const sound: Files = {
  "Pulumi.yaml": "name: small\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.js\n",
  "index.js": program(topic("alerts")),
  "Pulumi.dev.yaml": stackFile,
  "Pulumi.prod.yaml": stackFile,
  "README.md": "one\n",
  ".gitignore": "node_modules\n",
};
symlinkSync(path.join(projectDirectory, "node_modules"), path.join(root, "node_modules"));
git("init", "-q", "-b", "main");

interface Whole {
  readonly title: string;
  readonly base?: Files;
  readonly head: Files;
  readonly rows: Readonly<Record<string, string>>;
  readonly outcome: ReviewDocument["outcome"];
  readonly says?: RegExp;
}

const pullRequests: readonly Whole[] = [
  { title: "nothing but words", head: { "README.md": "two\n" }, rows: { dev: "same", prod: "same" }, outcome: "fine" },
  {
    title: "code that registers the same",
    head: { "index.js": program(`for (const name of ["alerts"]) ${topic("alerts")}`) },
    rows: { dev: "same", prod: "same" },
    outcome: "fine",
  },
  {
    title: "one stack's file",
    head: { "Pulumi.prod.yaml": `${stackFile}  aws:maxRetries: "5"\n` },
    rows: { dev: "same", prod: "✅ fine | none | $0.00, as before | – | – | –" },
    outcome: "fine",
  },
  {
    title: "code that adds to every stack",
    head: { "index.js": program(topic("alerts") + topic("more")) },
    rows: { dev: "✅ fine | +1 | $0.00, as before | – | – | –", prod: "✅ fine | +1 | $0.00, as before | – | – | –" },
    outcome: "fine",
  },
  {
    title: "code that changes a value made of one that no first preview knows",
    base: { "index.js": program(`${topic("alerts")}${told("before")}`) },
    head: { "index.js": program(`${topic("alerts")}${told("after")}`) },
    rows: { dev: "✅ fine | ~1 | $0.00, as before | – | – | –", prod: "✅ fine | ~1 | $0.00, as before | – | – | –" },
    outcome: "fine",
  },
  {
    title: "a stack added",
    head: { "Pulumi.test.yaml": stackFile },
    rows: { dev: "same", prod: "same", test: "✅ fine (new stack) | +1 | $0.00 | – | – | –" },
    outcome: "fine",
  },
  {
    title: "a stack removed",
    head: { "Pulumi.prod.yaml": undefined },
    rows: { dev: "same", prod: "⚠️ needs a look (stack file removed) | 1 stand | $0.00 | – | see below | –" },
    outcome: "look",
    says: /destroy would delete 1 resource/,
  },
  {
    title: "the base broken, the head mends it",
    base: { "index.js": broken },
    head: { "index.js": program(topic("alerts")) },
    rows: { dev: "⚠️ needs a look | +1 | $0.00 | – | – | –", prod: "⚠️ needs a look | +1 | $0.00 | – | – | –" },
    outcome: "look",
    says: /The base is broken on purpose/,
  },
  {
    title: "both broken",
    base: { "index.js": broken },
    head: { "index.js": program('throw new Error("The head is broken too.");') },
    rows: { dev: "❌ does not come up | ? | – | – | – | –", prod: "❌ does not come up | ? | – | – | – | –" },
    outcome: "fails",
    says: /The head is broken too/,
  },
  {
    title: "the head broken",
    head: { "index.js": program('throw new Error("Broken in the head.");') },
    rows: { dev: "❌ does not come up | ? | $0.00 | – | – | –", prod: "❌ does not come up | ? | $0.00 | – | – | –" },
    outcome: "fails",
    says: /Broken in the head/,
  },
];

describe("a review of a repository, each side in processes of its own", { timeout: 900_000 }, () => {
  for (const { title, base = {}, head, rows, outcome, says } of pullRequests)
    it(title, async () => {
      put({ ...sound, "Pulumi.test.yaml": undefined, ...base });
      git("add", "-A");
      git("commit", "-q", "--allow-empty", "-m", "base");
      put(head);
      const { document } = await review({
        base: "HEAD",
        stacks: [],
        accept: [],
        jobs: 2,
        progress: () => undefined,
        project: root,
      });
      assert.deepEqual(Object.fromEntries(document.stacks.map((one) => [one.stack, rowOf(one)])), rows);
      assert.equal(document.outcome, outcome);
      if (says) assert.match(JSON.stringify(document.stacks), says);
    });
});
