import assert from "node:assert/strict";
import { test } from "node:test";
import * as rds from "@pulumi/aws/rds";
import { stackFile } from "../../config/stack-file/stack-files";
import { defaultProgram } from "../engine/program";
import { runInProcess } from "./run";

const devFile = stackFile("dev");

test("notes what the account refuses, goes on, and says what the program says", async () => {
  const change = (config: Record<string, unknown>) => Object.assign(config, { "openmetadata:version": "1.13.7" });
  const { refusals } = await runInProcess({
    stackFile: devFile,
    change,
    program: async () => {
      new rds.Instance("one", { instanceClass: "db.t4g.small", engine: "postgres", publiclyAccessible: true });
      return defaultProgram()();
    },
  });
  assert.ok(
    refusals.some((reason) => reason.includes("[rehearsal: private-places]")),
    refusals.join("\n"),
  );
  await assert.rejects(
    runInProcess({
      stackFile: devFile,
      program: async () => {
        throw new Error("no such key");
      },
    }),
    /no such key/,
  );
});
