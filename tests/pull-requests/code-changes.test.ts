import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Chain, type PullRequest, rowOf } from "./chain";
import { type Settings, smallProgram, usual } from "./small-program";

const [read] = usual.statements as [(typeof usual.statements)[number]];
const { Condition: _, ...unconditioned } = read;

/** Pull requests that change a program: what each changes stays changed for the ones after it. */
const changes: readonly (Omit<PullRequest, "program"> & { readonly settings: Partial<Settings> })[] = [
  { title: "a code change that changes nothing", settings: {}, row: "✅ fine | none | $34.73, as before | – | – | –" },
  {
    title: "a policy widened: a condition dropped",
    settings: { statements: [unconditioned] },
    row: "⚠️ needs a look | ~1 | $34.73, as before | – | – | 1 widened",
  },
  {
    title: "a policy widened: a shorter prefix",
    settings: { statements: [{ ...unconditioned, Resource: "arn:aws:s3:::reports/*" }] },
    row: "⚠️ needs a look | ~1 | $34.73, as before | – | – | 1 widened",
  },
  {
    title: "a policy split into two",
    settings: { statements: [{ ...unconditioned, Resource: ["arn:aws:s3:::reports/a*", "arn:aws:s3:::reports/*"] }] },
    row: "✅ fine | ~1 | $34.73, as before | – | – | –",
  },
  {
    title: "an administrator",
    settings: { attached: ["AdministratorAccess"] },
    row: "⚠️ needs a look | +1 | $34.73, as before | – | – | **administrator: every action on everything; 1 widened**",
  },
  {
    title: "the administrator taken away",
    settings: { attached: [] },
    row: "✅ fine | −1 | $34.73, as before | – | – | 1 narrowed",
  },
  {
    title: "one more service may take on the role",
    settings: { trusted: ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"] },
    row: "⚠️ needs a look | ~1 | $34.73, as before | – | – | 1 widened",
  },
  {
    title: "a port opened to everyone",
    settings: { openTo: ["10.0.0.0/8", "0.0.0.0/0"] },
    row: "⚠️ needs a look | +1 | $34.73, as before | – | – | **open to everyone; 1 widened**",
  },
  {
    title: "the port closed",
    settings: { openTo: ["10.0.0.0/8"] },
    row: "✅ fine | −1 | $34.73, as before | – | – | 1 narrowed",
  },
  {
    title: "a new image",
    settings: { image: "web:2" },
    row: "✅ fine | ~1 ±2 | $34.73, as before | web rolls | – | –",
  },
  {
    title: "another task reads the secret",
    settings: { readers: ["web", "worker"] },
    row: "⚠️ needs a look | ±1 | $34.73, as before | – | – | 1 widened",
  },
  {
    title: "a rename with an alias",
    settings: { databaseName: "catalog", databaseAlias: "database" },
    row: "✅ fine | none | $34.73, as before | – | – | –",
  },
  {
    title: "protection off",
    settings: { protect: false },
    row: "⚠️ needs a look | none | $34.73, as before | – | less protection | –",
  },
  {
    title: "a rename without one",
    settings: { databaseName: "store" },
    row: "⚠️ needs a look | +1 −1 | $34.73, as before | database is gone: the database is deleted | **database catalog is lost** | –",
  },
  {
    title: "a database made public",
    settings: { database: { storageEncrypted: true, publiclyAccessible: true } },
    row: "⚠️ needs a look | ~1 | $34.73, as before | – | – | **reachable by everyone; 1 widened**",
  },
  {
    title: "encryption off, which replaces",
    settings: { database: { publiclyAccessible: true } },
    row: "⚠️ needs a look | ±1 | $34.73, as before | database stops 10–30 min: the database is replaced (storageEncrypted) | **database store is lost; less encryption** | –",
  },
  {
    title: "an alarm removed",
    settings: { alarm: false },
    row: "⚠️ needs a look | −1 | $34.73 → $34.63 | – | fewer alarms | –",
  },
  {
    title: "logs for a day",
    settings: { logDays: 1 },
    row: "⚠️ needs a look | ~1 | $34.63, as before | – | less logging | –",
  },
  {
    title: "the service at rest",
    settings: { count: 0 },
    row: "⚠️ needs a look | ~1 | $34.63 → $25.74 | web is gone: its count is 0 | – | –",
  },
];

describe("pull requests that change a program", { timeout: 600_000 }, () => {
  const chain = new Chain("dev", { "aws:region": "eu-west-1" }, smallProgram(), false);
  before(() => chain.start());
  after(() => chain.end());
  let now: Partial<Settings> = {};
  for (const { settings, ...pullRequest } of changes)
    test(pullRequest.title, async () => {
      now = { ...now, ...settings };
      const review = await chain.review({ ...pullRequest, program: smallProgram(now) });
      const found = JSON.stringify({ ...review.consequences, refusals: review.refusals });
      if (process.env.REVIEW_ROWS) return console.log(`ROW ${pullRequest.title} => ${rowOf(review)}\n${found}`);
      assert.equal(rowOf(review), pullRequest.row);
      for (const said of pullRequest.says ?? []) assert.match(found, said);
      for (const never of pullRequest.never ?? []) assert.doesNotMatch(found, never);
    });
});
