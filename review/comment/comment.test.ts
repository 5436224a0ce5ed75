import assert from "node:assert/strict";
import type { Server } from "node:http";
import { after, beforeEach, test } from "node:test";
import { marker } from "../markdown/comment";
import { gitHubServer, type Repository, type StoredComment } from "../testing/github-server";
import { reviewDocument, stackReview } from "../testing/sample-review";
import { writeComment } from "./comment";
import { gitHub } from "./github";
import type { WorkflowRun } from "./pull-request";

const author = "github-actions[bot]";
const token = "canary-token-of-the-workflow";
const sha = "b".repeat(40);
const run: WorkflowRun = {
  event: "pull_request",
  head_sha: sha,
  head_branch: "sign-on",
  head_repository: { owner: { login: "fork" } },
};

let repository: Repository;
let server: Server | undefined;
let api = "";

beforeEach(async () => {
  server?.close();
  repository = { author, files: [], comments: [], requests: [], pulls: [] };
  repository.pulls.push({ number: 7, state: "open", head: { sha, label: "fork:sign-on" } });
  ({ api, server } = await gitHubServer(repository, token));
});
after(() => server?.close());

const write = (document: string | undefined, given: Partial<WorkflowRun> = {}) =>
  writeComment({
    github: gitHub({ api, repository: "team/platform", token }),
    run: { ...run, ...given },
    author,
    ...(document !== undefined && { document }),
  });
const text = (): string => repository.comments.map(({ body }) => body).join("\n");
const somebody = (id: number, body: string, login = "somebody"): StoredComment => ({
  id,
  body,
  user: { login, type: "User" },
});

test("the first run writes a comment, the next edits it, an equal one leaves it", async () => {
  assert.equal(await write(JSON.stringify(reviewDocument(stackReview("staging")))), "written to #7");
  assert.ok(text().startsWith(marker));
  const dearer = reviewDocument(stackReview("staging", { cost: { before: 463, after: 512, parts: [] } }));
  assert.equal(await write(JSON.stringify(dearer)), "edited on #7");
  assert.match(text(), /463.*→.*512/);
  assert.equal(await write(JSON.stringify(dearer)), "nothing new for #7");
  assert.equal(repository.comments.length, 1);
});

test("a comment of somebody else is never edited, even one with the marker", async () => {
  repository.comments = [
    somebody(1, `${marker} mine`),
    somebody(2, `see ${marker}`, author),
    ...Array.from({ length: 120 }, (_, index) => somebody(index + 3, "talk")),
  ];
  await write(JSON.stringify(reviewDocument(stackReview("staging"))));
  assert.equal(repository.comments[0]!.body, `${marker} mine`);
  assert.equal(repository.comments[1]!.body, `see ${marker}`);
  assert.equal(repository.comments.length, 123);
});

test("its own comment is found on a later page", async () => {
  const own = { id: 200, body: `${marker} old`, user: { login: author, type: "Bot" } };
  repository.comments = [...Array.from({ length: 150 }, (_, index) => somebody(index + 1, "talk")), own];
  assert.equal(await write(JSON.stringify(reviewDocument(stackReview("staging")))), "edited on #7");
  assert.notEqual(own.body, `${marker} old`);
});

test("nothing is written where commit, branch or event are not those of an open pull request", async () => {
  assert.match(await write("{}", { head_sha: "c".repeat(40) }), /^nothing written/);
  assert.match(await write("{}", { head_branch: "other" }), /^nothing written/);
  assert.match(await write("{}", { head_repository: { owner: { login: "another" } } }), /^nothing written/);
  assert.match(await write("{}", { event: "push" }), /^nothing written/);
  repository.pulls[0]!.state = "closed";
  assert.match(await write("{}"), /^nothing written/);
  assert.equal(repository.comments.length, 0);
  assert.ok(repository.requests.every((request) => request.startsWith("GET ")));
});

test("a pull request that changes its own reviewer is named as such", async () => {
  repository.files = [{ filename: "README.md" }, { filename: "Pulumi.dev.yaml" }];
  await write(JSON.stringify(reviewDocument(stackReview("staging"))));
  assert.doesNotMatch(text(), /changes what reviews it/);
  for (const file of ["review/compare.ts", ".github/workflows/review.yml", "package-lock.json", "index.ts"]) {
    repository.files = [{ filename: "README.md" }, { filename: file }];
    await write(JSON.stringify(reviewDocument(stackReview("staging"))));
    assert.match(text(), /changes what reviews it/, file);
    assert.ok(text().startsWith(marker));
  }
  repository.files = [{ filename: "docs/old.ts", previous_filename: "rehearsal/findings.ts" }];
  await write(JSON.stringify(reviewDocument(stackReview("staging"))));
  assert.match(text(), /rehearsal\/findings\.ts/);
});

test("what the run left behind is never trusted", async () => {
  const wrong: readonly (readonly [string | undefined, RegExp])[] = [
    [undefined, /left no review behind/],
    ["not json", /no JSON/],
    ["{}", /another form/],
    [JSON.stringify({ ...reviewDocument(stackReview("staging")), review: 2 }), /another form.*review/],
    [
      JSON.stringify({ ...reviewDocument(stackReview("staging")), base: { ref: "x", commit: "$(id)" } }),
      /another form.*base\.commit/,
    ],
    [" ".repeat(5_000_000), /more than \d+ bytes/],
  ];
  for (const [document, says] of wrong) {
    await write(document);
    assert.match(text(), says);
    assert.match(text(), /review of this change is missing/);
  }
});

test("hostile texts come through as text", async () => {
  const hostile =
    "<img src=x onerror=alert(1)> @team/everyone </details> | `x` [link](https://evil.example) \u001b[31m ![p](//x)";
  const stack = stackReview("a|<b>@all", {
    refusals: [hostile],
    warnings: [hostile],
    secretsChanged: [hostile],
    headUp: false,
    outcome: "fails",
    concerns: [{ kind: "access", text: hostile, accepted: false }],
    settings: [{ key: hostile, kind: "update", before: hostile, after: hostile }],
    outputs: [{ key: hostile, kind: "update", before: hostile, after: hostile }],
    environments: [{ container: hostile, name: hostile, kind: "add", after: { name: hostile, value: "```\n# x" } }],
    consequences: {
      access: [{ kind: "permission", direction: "widened", who: hostile, text: hostile, warning: hostile }],
      downtime: [{ service: hostile, what: "stops", why: [hostile] }],
      data: [{ resource: hostile, text: hostile, risk: "lost" }],
      losses: [{ kind: "alarm", resource: hostile, text: hostile }],
    },
  });
  await write(JSON.stringify({ ...reviewDocument(stack), notes: [hostile] }));
  const outsideCode = text()
    .replace(/(`{3,})[\s\S]*?\n\1/g, "")
    .replace(/(`+)[^`][^\n]*?\1/g, "");
  assert.doesNotMatch(outsideCode, /<img|<b>/);
  assert.doesNotMatch(text(), /@team|@all/);
  assert.doesNotMatch(outsideCode, /(?<!\\)\]\(https:\/\/evil/);
  assert.doesNotMatch(text(), /\u001b/);
});

test("a review that is too long for a comment is cut, and stays below GitHub's limit", async () => {
  const long = Array.from({ length: 900 }, (_, index) => `reason ${index} ${"x".repeat(300)}`);
  const stacks = ["dev", "staging", "prod"].map((stack) => stackReview(stack, { warnings: long, refusals: long }));
  repository.files = [{ filename: "review/model.ts" }];
  await write(JSON.stringify(reviewDocument(...stacks)));
  assert.ok(text().length < 65_000, String(text().length));
  assert.match(text(), /\| dev \|/);
});

test("a failure says what was asked and never the token", async () => {
  const other = gitHub({ api, repository: "team/platform", token: "wrong-token" });
  await assert.rejects(writeComment({ github: other, run, author }), (error: Error) => {
    assert.match(error.message, /GET \/pulls.*answered 401/);
    assert.doesNotMatch(error.message, /token/);
    return true;
  });
  assert.ok(!repository.requests.join().includes(token));
});
