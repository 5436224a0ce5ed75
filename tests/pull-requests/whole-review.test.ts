import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import type { ReviewDocument } from "../../review/model";
import { review } from "../../review/review";
import { rowOf } from "./chain";
import { type Files, program, SmallRepository, sound, stackFile, topic } from "./small-repository";

const repository = new SmallRepository();
after(() => repository.remove());

const told = (word: string) =>
  `const first = new sns.Topic("first"); new sns.Topic("second", { displayName: first.arn.apply((arn) => arn.slice(0, 3) + "${word}") });`;
const broken = program('throw new Error("The base is broken on purpose.");');

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
    says: /"op":"create".*"part":"stack"/,
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
    rows: { dev: "same", prod: "⚠️ needs a look (stack file removed) | 2 exist | $0.00 | – | see below | –" },
    outcome: "look",
    base: {
      "index.js": program(
        'const s3 = require("@pulumi/aws/s3"); new s3.Bucket("files", { forceDestroy: true }); new s3.Bucket("kept", {}, { protect: true });',
      ),
    },
    says: /"stoppedBy":\[\],"left":\[\],"names":\["files"\].*pulumi \(protect\).*"names":\["kept"\]/,
  },
  {
    title: "the base broken, the head fixes it",
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
    test(title, async () => {
      repository.put({ ...sound, "Pulumi.test.yaml": undefined, ...base });
      repository.commit("base");
      repository.put(head);
      const { document } = await review({
        base: "HEAD",
        stacks: [],
        accept: [],
        jobs: 2,
        progress: () => undefined,
        project: repository.root,
      });
      assert.deepEqual(Object.fromEntries(document.stacks.map((one) => [one.stack, rowOf(one)])), rows);
      assert.equal(document.outcome, outcome);
      if (says) assert.match(JSON.stringify(document.stacks), says);
    });
});
