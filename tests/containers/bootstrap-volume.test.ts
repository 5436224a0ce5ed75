import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { bootstrapVolumeOwner, databaseTask } from "../../openmetadata/tasks/database-bootstrap";
import { exampleIngestionSettings } from "../../openmetadata/testing/examples";
import { unprivileged } from "./parts";
import { runContainer } from "./run-container";

const skip = process.getuid?.() === 0 ? false : "takes root, as the container has";

const task = databaseTask({
  name: "airflow-database",
  images: { databaseClient: "postgres" },
  database: { ...exampleIngestionSettings("1.13.6").database, masterUser: "master" },
  password: "database.airflow",
});

test(
  "the volume is handed to the user that the database client runs as, who can then write in it",
  { skip },
  async () => {
    const directory = mkdtempSync(join(tmpdir(), "openmetadata-volume-"));
    try {
      const { status, output } = await runContainer(bootstrapVolumeOwner("postgres"), {
        secrets: {},
        environment: { BOOTSTRAP_DIRECTORY: directory },
      });
      assert.equal(status, 0, output);
      const uid = Number(task.containers.at(-1)?.user);
      assert.ok(uid > 0, "the client is not root");
      assert.equal(statSync(directory).uid, uid);
      const written = spawnSync("/bin/sh", ["-c", `touch ${directory}/flag`], { ...unprivileged, uid });
      assert.equal(written.status, 0, String(written.stderr));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
);
