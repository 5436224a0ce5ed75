import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { images } from "../../openmetadata/images/images";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { serverStepTask, type ServerStepName } from "../../openmetadata/tasks/server-steps";
import { run } from "./parts";
import { environmentOf } from "./run-container";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "openmetadata-catalog-steps-"));
  mkdirSync(join(home, "bootstrap"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Runs a step's container in a folder that looks like the image's, whose ops script is this text. */
const start = (name: ServerStepName, ops: string) => {
  writeFileSync(join(home, "bootstrap", "openmetadata-ops.sh"), ops);
  const task = serverStepTask(
    {
      line: releaseLineOf("1.13.6"),
      images: { server: "server", databaseClient: images.postgresClient },
      database: { engine: "postgres", host: "db", port: 5432, name: "o", user: "o", masterUser: "m" },
      environment: [],
      configurationFile: false,
      security: { fingerprint: "first", resetAllowed: true },
    },
    name,
  )!;
  const spec = task.containers.at(-1)!;
  const command = [...(spec.entryPoint ?? []), ...(spec.command ?? [])];
  return run(["/bin/sh", "-c", `cd "$0" && exec "$@"`, home, ...command], environmentOf(spec, { secrets: {} }));
};

describe("reindex", () => {
  test("asks for every index, also for those that the release thinks unchanged", async () => {
    const { status, output } = await start("reindex", `echo "ops: $*"\n`);
    assert.equal(status, 0, output);
    assert.match(output, /^ops: reindex --force\nstep: every search index was rebuilt in \d+ s\n$/);
  });

  test("does without the word where the release does not know it: picocli's status 2", async () => {
    const ops = `echo "ops: $*"; case "$*" in *--force*) echo "Unknown option: '--force'"; exit 2 ;; esac\n`;
    const { status, output } = await start("reindex", ops);
    assert.equal(status, 0, output);
    assert.match(output, /Unknown option[^]*\nops: reindex\nstep: every search index/);
  });

  test("fails as the command does, once", async () => {
    const { status, output } = await start("reindex", `echo "ops: $*"; exit 1\n`);
    assert.equal(status, 1);
    assert.equal(output, "ops: reindex --force\n");
  });
});

describe("redeploy-pipelines", () => {
  /** As AsciiTable of the ops command prints it, padded. */
  const table = [
    "+----------------+----------+---------------+--------+",
    "| Name           | Type     | Service Name  | Status |",
    "+----------------+----------+---------------+--------+",
    "| nightly tables | metadata | my warehouse  | true   |",
    "| usage          | usage    | my warehouse  | true   |",
    "| lineage        | lineage  | old | service | false  |",
    "| profiler       | profiler | my warehouse  | false  |",
    "+----------------+----------+---------------+--------+",
  ];

  test("says how many were deployed, and names those that were not without failing over them", async () => {
    const { status, output } = await start("redeploy-pipelines", `echo "ops: $*"; cat <<'T'\n${table.join("\n")}\nT\n`);
    assert.equal(status, 0, output);
    assert.match(output, /^ops: deploy-pipelines\n/);
    const said = output.split("\n").filter((line) => line.startsWith("step: "));
    assert.equal(said[0], "step: 2 ingestion pipelines were deployed again");
    assert.match(said[2]!, /^step: NOT deployed: profiler \(profiler of my warehouse\); the log says why/);
    assert.equal(said.length, 3);
  });

  test("of none says so, and fails as the command does", async () => {
    const none = await start("redeploy-pipelines", `echo "| No Pipelines Found |"\n`);
    assert.equal(none.status, 0);
    assert.match(none.output, /step: 0 ingestion pipelines/);
    const failed = await start("redeploy-pipelines", `echo "Failed to deploy pipelines due to"; exit 1\n`);
    assert.equal(failed.status, 1);
    assert.doesNotMatch(failed.output, /step: /);
  });
});
