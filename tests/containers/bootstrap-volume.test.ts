import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { bootstrapVolumeOwner } from "../../openmetadata/tasks/database-bootstrap";
import { airflowTask } from "../../openmetadata/tasks/airflow-task";
import { exampleIngestionSettings } from "../../openmetadata/testing/examples";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { unprivileged } from "./parts";
import { runContainer } from "./run-container";

const skip = process.getuid?.() === 0 ? false : "takes root, as the container has";

const settings = {
  line: releaseLineOf("1.13.6"),
  images: { ingestion: "ingestion", databaseClient: "postgres", gateway: "nginx" },
  database: { ...exampleIngestionSettings("1.13.6").database, masterUser: "master" },
  environment: [],
  adminUser: "admin",
};

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
      const client = airflowTask(settings).containers.find(({ name }) => name === "bootstrap");
      const uid = Number(client?.user);
      assert.ok(uid > 0, "the client is not root");
      assert.equal(statSync(directory).uid, uid);
      const written = spawnSync("/bin/sh", ["-c", `touch ${directory}/flag`], { ...unprivileged, uid });
      assert.equal(written.status, 0, String(written.stderr));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
);
