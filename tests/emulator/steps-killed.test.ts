import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { installHint, postgresPrograms, program } from "../containers/parts";
import { missingParts } from "./emulator";
import { StepAccount } from "./step-account";
import { postgresDatabase } from "./step-database";

const postgres = postgresPrograms("16.14.0-beta.17");
const skip =
  // Each step costs an `up` of its own: tried by hand, as the faults of the AWS API are.
  (process.env.EMULATOR_FAULTS === "none" ? "EMULATOR_FAULTS is none" : undefined) ??
  missingParts() ??
  ("why" in postgres ? postgres.why : program("psql") === undefined ? `no psql: ${installHint}` : false);

const ofFirstUp = [
  ...["database", "airflow-database", "search-settings", "migrate", "security"],
  ...["airflow-migrate", "airflow-admin"],
];
const ofUpgrade = ["migrate", "airflow-migrate", "reindex", "redeploy-pipelines"];

describe("up killed in the middle of each step", { skip, timeout: 40 * 60_000 }, () => {
  let account: StepAccount;
  before(async () => {
    account = await StepAccount.start(await postgresDatabase("bin" in postgres ? postgres.bin : ""));
  });
  after(() => account?.stop());

  /** Kills one `up` after the other, each while the next of these steps runs; the one after the last goes to its end. */
  const killedInEach = async (steps: readonly string[]): Promise<void> => {
    let held: string | undefined;
    /** Whether this `up` has found the task of the one before, which goes on then. */
    const found = (said: string): boolean => {
      const isFound = held === undefined || waitsFor(held).test(said);
      if (held !== undefined && isFound) account.hold(held, false);
      return isFound;
    };
    for (const step of steps) account.hold(step, true);
    for (const step of steps) {
      const { killedBy, stdout, stderr } = await account.killedUp(
        async (said) => found(said) && (await account.tasks()).some((one) => one.step === step && one.running),
      );
      assert.equal(killedBy, "SIGKILL", `${step}: ${(stdout + stderr).slice(-4000)}`);
      held = step;
    }
    const { code, text } = await account.up(found);
    assert.equal(code, 0, text.slice(-4000));
    assert.match(text, waitsFor(held!));
    assert.deepEqual(await account.services(), { server: [1, 1], airflow: [1, 1] });
  };
  const migrated = async () => [
    (await account.query("SELECT * FROM migrated")).length,
    (await account.database.lines("SELECT * FROM migrated", "airflow_db")).length,
  ];

  // What ends while no `up` looks is run again: a step may be repeated, but the server's migration is always waited for.
  test("of a first up", async () => {
    await killedInEach(ofFirstUp);
    const [server, airflow = 0] = await migrated();
    assert.equal(server, 1);
    assert.ok(airflow >= 1);
    const tasks = new Set((await account.tasks()).map(({ step }) => step));
    assert.deepEqual([...tasks].sort(), [...ofFirstUp].sort());
    assert.deepEqual(await account.changes(), [], "another up changes nothing");
  });

  test("of an upgrade", async () => {
    account.session.setConfig("openmetadata:version", "1.13.7");
    const [before = 0, ofAirflow = 0] = await migrated();
    await killedInEach(ofUpgrade);
    const [server, airflow = 0] = await migrated();
    assert.equal(server, before + 1);
    assert.ok(airflow > ofAirflow);
  });
});

const waitsFor = (step: string): RegExp =>
  new RegExp(`step ${step}: task \\S+ of an interrupted update still runs and is waited for`);
