import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { reviewDocument } from "../../review/testing/sample-review";
import { markdownOf } from "../../review/markdown/comment";
import { pageOf } from "../../review/html/page";
import { leafStrings } from "../../rehearsal/report/masking";
import { Chain, configOf, type PullRequest, rowOf, set } from "./chain";

const canaries = { mail: "Canary.Mail-3307-Wren", client: "Canary.Client-5519-Wren" };

/** Pull requests that change `Pulumi.dev.yaml`, one after the other. */
const pullRequests: readonly PullRequest[] = [
  {
    title: "nothing but the order of keys",
    file: (config) => void Object.assign(config, { "aws:region": config["aws:region"] }),
    row: "",
  },
  {
    title: "sign-on by an identity provider, over HTTP",
    file: set("openmetadata:auth.mode", "okta"),
    row: "❌ does not come up | ? | $228.14 | – | – | –",
    says: [
      /openmetadata:domain is required when auth.mode is/,
      /pulumi config set --path openmetadata:domain.certificate create/,
    ],
  },
  {
    title: "sign-on by an identity provider",
    file: (config) => {
      set("openmetadata:server.publicUrl", "https://metadata.example.com")(config);
      set("openmetadata:auth.mode", "okta")(config);
      set("openmetadata:auth.clientId", "0oa1b2c3d4E5F6g7h8i9")(config);
      set("openmetadata:auth.authority", "https://example.okta.com/oauth2/default")(config);
    },
    row: "",
  },
  { title: "a confidential client", file: set("openmetadata:auth.clientType", "confidential"), row: "" },
  { title: "a new release", file: set("openmetadata:version", "1.13.7"), row: "" },
  { title: "a size that there is not", file: set("openmetadata:size", "hugest"), row: "" },
  { title: "a shell no more", file: set("openmetadata:server.execCommand", false), row: "" },
  { title: "a shell again", file: set("openmetadata:server.execCommand", true), row: "" },
  {
    title: "another network let in",
    file: set("openmetadata:server.allowedCidrs", ["203.0.113.0/24", "198.51.100.0/24"]),
    row: "",
  },
  { title: "a database of another class", file: set("openmetadata:database.instanceClass", "db.t4g.medium"), row: "" },
  { title: "alarms", file: set("openmetadata:server.alarms", true), row: "" },
  { title: "no alarms", file: set("openmetadata:server.alarms", false), row: "" },
  { title: "protection on", file: set("openmetadata:dataProtection", true), row: "" },
  { title: "protection off", file: set("openmetadata:dataProtection", false), row: "" },
  { title: "logs kept for a shorter time", file: set("openmetadata:server.logRetentionDays", 3), row: "" },
  {
    title: "a secret variable of the server",
    file: set("openmetadata:secrets.serverEnvironment.SMTP_SERVER_PWD", { secure: `v1:${canaries.mail}` }),
    row: "",
  },
  {
    title: "the same secret in another ciphertext",
    file: set("openmetadata:secrets.serverEnvironment.SMTP_SERVER_PWD", { secure: `v1:${canaries.client}` }),
    row: "",
  },
  { title: "an internal balancer", file: set("openmetadata:server.internal", true), row: "" },
];

describe("pull requests that change a stack file", { timeout: 900_000 }, () => {
  const dev = configOf(readFileSync(path.join(projectDirectory, "Pulumi.dev.yaml"), "utf8"));
  const chain = new Chain("dev", dev);
  const texts: string[] = [];
  before(() => chain.start());
  after(() => chain.end());

  for (const pullRequest of pullRequests)
    it(pullRequest.title, async () => {
      const review = await chain.review(pullRequest);
      const document = reviewDocument(review);
      const json = JSON.stringify(review);
      texts.push(json, markdownOf(document, "github", 60_000), pageOf(document, []));
      if (process.env.REVIEW_ROWS) return console.log(`ROW ${pullRequest.title} => ${rowOf(review)}\n${texts.at(-2)}`);
      assert.equal(rowOf(review), pullRequest.row);
      for (const said of pullRequest.says ?? []) assert.match(json, said);
      for (const never of pullRequest.never ?? []) assert.doesNotMatch(json, never);
    });

  it("no secret is in any of their reviews: neither JSON, nor Markdown, nor HTML", () => {
    const secrets = [...[...chain.secrets].flatMap(leafStrings), ...Object.values(canaries)].filter(
      ({ length }) => length >= 8,
    );
    assert.ok(secrets.length >= 10, "there are secrets to look for");
    for (const text of texts) for (const secret of secrets) assert.ok(!text.includes(secret), "a secret shows");
  });
});
