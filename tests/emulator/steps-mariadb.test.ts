import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { installHint } from "../containers/parts";
import { missingParts } from "./emulator";
import { StepAccount } from "./step-account";
import { mariadbDatabase, mariadbPrograms } from "./step-database";

const mariadb = mariadbPrograms();
const withoutMariadb = missingParts() ?? (mariadb === undefined ? `no MariaDB: ${installHint}` : false);

describe("steps against a real MariaDB", { skip: withoutMariadb, timeout: 40 * 60_000 }, () => {
  let account: StepAccount;
  let seen = 0;
  /** Brings the stack up, and gives the steps that ran. */
  const ran = async (): Promise<string[]> => {
    const { code, text } = await account.up();
    assert.equal(code, 0, text.slice(-4000));
    assert.deepEqual(await account.services(), { server: [1, 1], airflow: [1, 1] });
    const since = (await account.tasks()).map(({ step }) => step).slice(seen);
    seen += since.length;
    return since.sort();
  };

  before(async () => {
    assert.ok(mariadb);
    account = await StepAccount.start(await mariadbDatabase(mariadb));
  });
  after(() => account?.stop());

  test("first up: databases, logins, search and schema", async () => {
    assert.deepEqual(await ran(), [
      ...["airflow-admin", "airflow-database", "airflow-migrate", "database", "migrate"],
      ...["search-settings", "security"],
    ]);
    assert.equal((await account.database.lines("SELECT * FROM migrated", "airflow_db")).length, 1);
    assert.equal((await account.query("SELECT * FROM migrated")).length, 1);
    const granted = await account.database.lines(
      "SELECT Db, User FROM mysql.db WHERE User IN ('openmetadata', 'airflow') ORDER BY 1",
    );
    assert.deepEqual(
      granted.map((line) => line.replaceAll("\\", "")),
      ["airflow_db\tairflow", "openmetadata_db\topenmetadata"],
    );
    assert.match((await account.query("SELECT fingerprint FROM stack_security_settings")).join(), /^[0-9a-f]{32}$/);
  });

  test("unchanged up: nothing runs", async () => assert.deepEqual(await ran(), []));

  test("another password of the login: the step sets it", async () => {
    const password = () =>
      account.database.lines("SELECT authentication_string FROM mysql.user WHERE User = 'openmetadata'");
    const earlier = await password();
    await account.askForAnotherPassword();
    assert.deepEqual(await ran(), ["database"]);
    assert.notDeepEqual(await password(), earlier);
  });

  test("upgrade: migrated once, and the server runs again", async () => {
    account.session.setConfig("openmetadata:version", "1.13.7");
    assert.deepEqual(await ran(), ["airflow-migrate", "migrate", "redeploy-pipelines", "reindex"]);
    assert.equal((await account.query("SELECT * FROM migrated")).length, 2);
  });
});
