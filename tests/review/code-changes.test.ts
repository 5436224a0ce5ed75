import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Chain, type PullRequest, rowOf } from "./chain";
import { type Settings, smallProgram, usual } from "./small-program";

const [read] = usual.statements as [(typeof usual.statements)[number]];
const { Condition: _, ...unconditioned } = read;

/** Pull requests that change a program: what each changes stays changed for the ones after it. */
const changes: readonly (Omit<PullRequest, "program"> & { readonly settings: Partial<Settings> })[] = [
  { title: "a code change that changes nothing", settings: {}, row: "" },
  { title: "a policy widened: a condition dropped", settings: { statements: [unconditioned] }, row: "" },
  {
    title: "a policy widened: a shorter prefix",
    settings: { statements: [{ ...unconditioned, Resource: "arn:aws:s3:::reports/*" }] },
    row: "",
  },
  {
    title: "a policy split into two",
    settings: { statements: [{ ...unconditioned, Resource: ["arn:aws:s3:::reports/a*", "arn:aws:s3:::reports/*"] }] },
    row: "",
  },
  { title: "an administrator", settings: { attached: ["AdministratorAccess"] }, row: "" },
  { title: "the administrator taken away", settings: { attached: [] }, row: "" },
  {
    title: "one more service may take on the role",
    settings: { trusted: ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"] },
    row: "",
  },
  { title: "a port opened to everyone", settings: { openTo: ["10.0.0.0/8", "0.0.0.0/0"] }, row: "" },
  { title: "the port closed", settings: { openTo: ["10.0.0.0/8"] }, row: "" },
  { title: "a new image", settings: { image: "web:2" }, row: "" },
  { title: "another task reads the secret", settings: { readers: ["web", "worker"] }, row: "" },
  { title: "a rename with an alias", settings: { databaseName: "catalog", databaseAlias: "database" }, row: "" },
  { title: "protection off", settings: { protect: false }, row: "" },
  { title: "a rename without one", settings: { databaseName: "store" }, row: "" },
  {
    title: "a database made public",
    settings: { database: { storageEncrypted: true, publiclyAccessible: true } },
    row: "",
  },
  { title: "encryption off, which replaces", settings: { database: { publiclyAccessible: true } }, row: "" },
  { title: "an alarm removed", settings: { alarm: false }, row: "" },
  { title: "logs for a day", settings: { logDays: 1 }, row: "" },
  { title: "the service at rest", settings: { count: 0 }, row: "" },
];

describe("pull requests that change a program", { timeout: 600_000 }, () => {
  const chain = new Chain("dev", { "aws:region": "eu-west-1" }, smallProgram(), false);
  before(() => chain.start());
  after(() => chain.end());
  let now: Partial<Settings> = {};
  for (const { settings, ...pullRequest } of changes)
    it(pullRequest.title, async () => {
      now = { ...now, ...settings };
      const review = await chain.review({ ...pullRequest, program: smallProgram(now) });
      const found = JSON.stringify({ ...review.consequences, refusals: review.refusals });
      if (process.env.REVIEW_ROWS) return console.log(`ROW ${pullRequest.title} => ${rowOf(review)}\n${found}`);
      assert.equal(rowOf(review), pullRequest.row);
      for (const said of pullRequest.says ?? []) assert.match(found, said);
      for (const never of pullRequest.never ?? []) assert.doesNotMatch(found, never);
    });
});
