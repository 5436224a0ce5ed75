import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { stackFileConfig } from "../../config/stack-file/stack-file";
import { stackFile } from "../../config/stack-file/stack-files";
import { reviewDocument } from "../../review/testing/sample-review";
import { markdownOf } from "../../review/markdown/comment";
import { pageOf } from "../../review/html/page";
import { leafStrings } from "../../rehearsal/report/masking";
import { Chain, type PullRequest, rowOf, set } from "./chain";

const canaries = { mail: "Canary.Mail-3307-Wren", client: "Canary.Client-5519-Wren" };

/** Pull requests that change `Pulumi.dev.yaml`, one after the other. */
const pullRequests: readonly PullRequest[] = [
  {
    title: "nothing but the order of keys",
    file: (config) => void Object.assign(config, { "aws:region": config["aws:region"] }),
    row: "✅ fine | none | $272.78, as before | – | – | –",
  },
  {
    title: "sign-on by an identity provider, over HTTP",
    file: set("openmetadata:auth.mode", "okta"),
    row: "❌ does not come up | ? | $272.78 | – | – | –",
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
    row: "⚠️ needs a look | ~6 ±6 | $272.78, as before | server rolls | – | –",
    says: [/sign-on: auth\.authority, auth\.clientId, auth\.mode; who gets in, and how, may change/],
  },
  {
    title: "a confidential client",
    file: set("openmetadata:auth.clientType", "confidential"),
    row: "⚠️ needs a look | +7 ~6 ±6 −5 | $272.78 → $273.18 | server rolls | – | –",
    says: [
      /"name":"OIDC_CLIENT_SECRET","kind":"add"/,
      /pulumi config set --secret --path openmetadata:secrets\.auth\.clientSecret --stack dev/,
      /reads secret auth-clientSecret as OIDC_CLIENT_SECRET","expected":true/,
    ],
  },
  {
    title: "a new release",
    file: set("openmetadata:version", "1.13.7"),
    row: "⚠️ needs a look | ~12 ±9 | $273.18, as before | server stops 5–30 min: snapshot and migration; airflow stops 4–20 min: migration; Airflow's runs are cut | – | –",
    says: [/"key":"version","kind":"update","before":"1\.13\.6","after":"1\.13\.7"/],
  },
  {
    title: "a size that there is not",
    file: set("openmetadata:size", "hugest"),
    row: "❌ does not come up | ? | $273.18 | – | – | –",
  },
  {
    title: "a shell no more",
    file: set("openmetadata:server.execCommand", false),
    row: "✅ fine | ~2 ±1 | $273.18, as before | server rolls | – | 2 narrowed",
  },
  {
    title: "a shell again",
    file: set("openmetadata:server.execCommand", true),
    row: "⚠️ needs a look | ~2 ±1 | $273.18, as before | server rolls | – | 2 widened",
    says: [/ssmmessages/, /a shell in its containers/],
  },
  {
    title: "another network let in",
    file: set("openmetadata:server.allowedCidrs", ["203.0.113.0/24", "198.51.100.0/24"]),
    row: "⚠️ needs a look | +1 | $273.18, as before | – | – | 2 widened",
    says: [/port 80 from 198\.51\.100\.0\/24/, /reachable from the internet: HTTP 80 from 198\.51\.100\.0\/24/],
  },
  {
    title: "a database of another class",
    file: set("openmetadata:database.instanceClass", "db.t4g.medium"),
    row: "⚠️ needs a look | ~1 | $273.18 → $296.94 | database stops 2–10 min: instanceClass db.t4g.small → db.t4g.medium | – | –",
  },
  {
    title: "alarms",
    file: set("openmetadata:server.alarms", true),
    row: "✅ fine | +22 | $296.94 → $299.14 | – | – | –",
  },
  {
    title: "no alarms",
    file: set("openmetadata:server.alarms", false),
    row: "⚠️ needs a look | −22 | $299.14 → $296.94 | – | fewer alarms | –",
  },
  {
    title: "protection on",
    file: set("openmetadata:dataProtection", true),
    row: "✅ fine | ~3 | $296.94, as before | – | – | –",
  },
  {
    title: "protection off",
    file: set("openmetadata:dataProtection", false),
    row: "⚠️ needs a look | ~3 | $296.94, as before | – | less protection | –",
    says: [/pulumi may delete it/],
  },
  {
    title: "logs kept for a shorter time",
    file: set("openmetadata:server.logRetentionDays", 3),
    row: "⚠️ needs a look | ~2 | $296.94, as before | – | less logging | –",
  },
  {
    title: "a secret variable of the server",
    file: set("openmetadata:secrets.serverEnvironment.SMTP_SERVER_PWD", { secure: `v1:${canaries.mail}` }),
    row: "✅ fine | +7 ~5 ±5 −5 | $296.94 → $297.34 | server rolls | – | –",
  },
  {
    title: "the same secret in another ciphertext",
    file: set("openmetadata:secrets.serverEnvironment.SMTP_SERVER_PWD", { secure: `v1:${canaries.client}` }),
    row: "✅ fine | ~1 ±1 | $297.34, as before | server rolls | – | –",
    says: [/"secretsChanged":\["secrets\.serverEnvironment\.SMTP_SERVER_PWD"\]/],
  },
  {
    title: "an internal balancer",
    file: set("openmetadata:server.internal", true),
    row: "⚠️ needs a look | ~1 ±3 | $297.34 → $290.14 | server rolls; address stops 2–10 min: the load balancer is replaced and has another host name (internal); address stops 1–5 min: the load balancer's way to the server is replaced (loadBalancerArn); address stops 1–5 min: the load balancer's way to the server is replaced (replaceWith) | – | 2 narrowed",
  },
  {
    title: "two servers more",
    file: set("openmetadata:server.replicas", 3),
    row: "✅ fine | ~1 | $290.14 → $374.03 | – | – | –",
  },
  {
    title: "one of them less",
    file: set("openmetadata:server.replicas", 2),
    row: "✅ fine | ~1 | $374.03 → $332.08 | – | – | –",
  },
];

describe("pull requests that change a stack file", { timeout: 900_000 }, () => {
  const dev = stackFileConfig(stackFile("dev"), "openmetadata").config;
  const chain = new Chain("dev", dev);
  const texts: string[] = [];
  before(() => chain.start());
  after(() => chain.end());

  for (const pullRequest of pullRequests)
    test(pullRequest.title, async () => {
      const review = await chain.review(pullRequest);
      const document = reviewDocument(review);
      const json = JSON.stringify(review);
      texts.push(json, markdownOf(document, "github", 60_000), pageOf(document, []));
      if (process.env.REVIEW_ROWS) return console.log(`ROW ${pullRequest.title} => ${rowOf(review)}\n${texts.at(-2)}`);
      assert.equal(rowOf(review), pullRequest.row);
      for (const said of pullRequest.says ?? []) assert.match(json, said);
      for (const never of pullRequest.never ?? []) assert.doesNotMatch(json, never);
    });

  test("no secret is in any of their reviews: neither JSON, nor Markdown, nor HTML", () => {
    const secrets = [...[...chain.secrets].flatMap(leafStrings), ...Object.values(canaries)].filter(
      ({ length }) => length >= 8,
    );
    assert.ok(secrets.length >= 10, "there are secrets to look for");
    for (const text of texts) for (const secret of secrets) assert.ok(!text.includes(secret), "a secret shows");
  });
});
