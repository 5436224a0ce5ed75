import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { address } from "./database-steps";
import { login, onEachPostgres, succeeds } from "./postgres-stack";

onEachPostgres("stored security settings", (stack) => {
  before(() => succeeds(stack().start(stack().serverStep("database"))));

  const flag = () => join(stack().directory, "reset-security");
  const stored = `CREATE TABLE IF NOT EXISTS openmetadata_settings (configtype text PRIMARY KEY, json json);
        INSERT INTO openmetadata_settings VALUES ('authenticationConfiguration',
          '{"provider": "google", "clientType": "confidential", "authority": "https://idp.example", "callbackUrl": "https://om.example/callback", "oidcConfiguration": {"secret": "stored-secret"}}')
        ON CONFLICT DO NOTHING`;

  test("a restart without a change resets nothing", async () => {
    await stack().server.query(stored, login("openmetadata"), "openmetadata_db");
    const output = await succeeds(stack().start(stack().serverStep("compare-security", { fingerprint: "first" })));
    assert.match(output, /nothing is reset/);
    assert.equal(existsSync(flag()), false);
  });

  test("a change flags the reset, says what goes, and counts only once the reset is recorded", async () => {
    for (const attempt of [1, 2]) {
      const output = await succeeds(stack().start(stack().serverStep("compare-security", { fingerprint: "second" })));
      assert.match(
        output,
        /provider=google clientType=confidential authority=https:\/\/idp\.example/,
        `attempt ${attempt}`,
      );
      assert.ok(!output.includes("stored-secret"));
      assert.equal(existsSync(flag()), true, "until it is recorded, each start asks again");
    }
    const recorder = stack().serverStep("security", { fingerprint: "second" });
    const early = await stack().start(recorder);
    assert.equal(early.status, 70, "the command ended well, and what it was to remove is still there");
    assert.match(early.output, /provider=google.*not recorded/s);
    assert.ok(!early.output.includes("stored-secret"));
    assert.equal(existsSync(flag()), true);
    await stack().server.query("DELETE FROM openmetadata_settings", login("openmetadata"), "openmetadata_db");
    assert.match(await succeeds(stack().start(recorder)), /recorded/);
    assert.equal(existsSync(flag()), false);
    assert.match(
      await succeeds(stack().start(stack().serverStep("compare-security", { fingerprint: "second" }))),
      /nothing is reset/,
    );
    assert.equal(existsSync(flag()), false);
    assert.match(await succeeds(stack().start(recorder)), /recorded before/);
    await stack().server.query(stored, login("openmetadata"), "openmetadata_db");
  });

  test("where the stack did not make the database, it stops with the instruction", async () => {
    const { status, output } = await stack().start(
      stack().serverStep("compare-security", { fingerprint: "third", resetAllowed: false }),
    );
    assert.equal(status, 78);
    assert.match(output, /pulumi config set --path openmetadata:auth\.resetStored true/);
    assert.match(output, /provider=google/);
    assert.equal(existsSync(flag()), false);
    const before = await stack().start(stack().serverStep("database", { fingerprint: "third", resetAllowed: false }));
    assert.equal(before.status, 78, "and the step before everything else refuses it already");
  });

  test("an adopted database with settings of its own is not reset unasked, an empty one is recorded", async () => {
    await stack().server.query("DROP TABLE stack_security_settings", login("openmetadata"), "openmetadata_db");
    assert.equal(
      (await stack().start(stack().serverStep("compare-security", { fingerprint: "third", resetAllowed: false })))
        .status,
      78,
    );
    await stack().server.query("DELETE FROM openmetadata_settings", login("openmetadata"), "openmetadata_db");
    assert.match(
      await succeeds(
        stack().start(stack().serverStep("compare-security", { fingerprint: "third", resetAllowed: false })),
      ),
      /first start/,
    );
  });

  test("an address that the server stored and that is no longer the stack's is to be stored again, or is said", async () => {
    const set = join(stack().directory, "set-address");
    const keep = (row: string) =>
      stack().server.query(`DELETE FROM openmetadata_settings; ${row}`, login("openmetadata"), "openmetadata_db");
    const insert = (type: string, url: string) =>
      `INSERT INTO openmetadata_settings VALUES ('${type}', '{"openMetadataUrl": "${url}", "password": "stored-secret"}');`;
    const bootstrap = (line?: string) =>
      stack().start(
        stack().serverStep(line ? "database" : "compare-security", { fingerprint: "third", ...(line && { line }) }),
      );
    await keep(insert("openMetadataBaseUrlConfiguration", "http://old.example.com:8585"));
    const output = await succeeds(bootstrap());
    assert.match(output, /keeps address http:\/\/old\.example\.com:8585 .*the stack's is https:\/\/metadata/);
    assert.equal(readFileSync(set, "utf8"), `${address}\n`);
    await keep(insert("openMetadataBaseUrlConfiguration", address));
    assert.doesNotMatch(await succeeds(bootstrap()), /keeps address/);
    assert.equal(existsSync(set), false);
    await keep(insert("emailConfiguration", "http://old.example.com"));
    assert.match(await succeeds(bootstrap("1.6.2")), /no command for it: change it in Settings > Preferences/);
    assert.equal(existsSync(set), false);
    await keep("");
    assert.doesNotMatch(await succeeds(bootstrap()), /keeps address|stored-secret/);
  });

  test("a release that reads its environment at every start records without a reset", async () => {
    const output = await succeeds(
      stack().start(stack().serverStep("database", { fingerprint: "fourth", resetAllowed: false, line: "1.6.2" })),
    );
    assert.match(output, /reads them from its environment/);
    assert.equal(existsSync(flag()), false);
  });
});
