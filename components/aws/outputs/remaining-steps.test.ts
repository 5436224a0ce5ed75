import assert from "node:assert/strict";
import { test } from "node:test";
import { stackConfigSchema } from "../../../config/schema";
import type { StackConfig } from "../../../config/stack-config";
import { releaseLineOf } from "../../../openmetadata/releases/release-lines";
import type { AwsPlatform } from "../platform";
import { remainingSteps } from "./remaining-steps";

const steps = (values: object, version = "1.13.6"): string => {
  const parsed = stackConfigSchema("small").parse({
    version,
    server: { publicUrl: "https://m.example.com" },
    ...values,
  });
  const config = { ...parsed, secrets: new Map() } as unknown as StackConfig;
  // The steps of a log-in look at the line alone.
  const platform = { line: releaseLineOf(version), database: {} } as unknown as AwsPlatform;
  return remainingSteps(platform, config)
    .filter((step) => typeof step === "string")
    .join("\n");
};

test("every administrator and the first password of each are named", () => {
  const text = steps({ auth: { adminPrincipals: ["jane", "john"], principalDomain: "example.com" } });
  assert.match(
    text,
    /each of jane@example\.com, john@example\.com with .* first password, admin, .* every one of them/,
  );
  assert.match(steps({}, "1.2.0"), /Log in as admin@openmetadata\.org /);
});

test("a provider's guide and the settings that count at the first start alone are named", () => {
  const auth = { mode: "okta", clientId: "x", authority: "https://a.okta.com", principalDomain: "example.com" };
  assert.match(steps({ auth }), /output signOn .*docs\/sign-on\/okta\.md.*admin@example\.com/);
  assert.match(steps({ auth }, "1.10.3"), /address that browsers use .* first start/);
  assert.doesNotMatch(steps({ auth }), /first start/);
  const server = { publicUrl: "https://m.example.com", environment: { SMTP_SERVER_ENDPOINT: "mail.example.com" } };
  assert.match(steps({ auth, server }), /mail settings .*Email too/);
});
