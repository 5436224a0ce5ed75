import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { ESLint } from "eslint";
import ts from "typescript";
import { projectDirectory } from "../../config/project-directory";

/** Every TypeScript file of the project, by its path from the root. */
function sources(folder = ""): string[] {
  return readdirSync(path.join(projectDirectory, folder), { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules" && !name.startsWith("."))
    .flatMap((entry) => {
      const file = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) return sources(file);
      return entry.name.endsWith(".ts") ? [file] : [];
    });
}

const eslint = new ESLint({ cwd: projectDirectory });

/** What a rule, which is the import rule by default, says of one line in a file. */
async function importErrors(filePath: string, line: string, rule = "boundaries/dependencies"): Promise<number> {
  const [result] = await eslint.lintText(`${line}\n`, { filePath: path.join(projectDirectory, filePath) });
  return result!.messages.filter(({ ruleId }) => ruleId === rule).length;
}

test("every TypeScript file is type-checked", () => {
  const { config } = ts.readConfigFile(path.join(projectDirectory, "tsconfig.json"), (file) => ts.sys.readFile(file));
  const { fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, projectDirectory);
  const checked = new Set(fileNames.map((file) => path.relative(projectDirectory, file)));
  assert.deepEqual(
    sources().filter((file) => !checked.has(file)),
    [],
  );
});

test("every TypeScript file but index.ts belongs to a room of the import rule", async () => {
  const { settings } = (await eslint.calculateConfigForFile("config/read.ts")) as {
    settings: { "boundaries/elements": { type: string; pattern: string }[] };
  };
  const rooms = settings["boundaries/elements"].map(({ pattern }) => pattern.split("/")[0]);
  assert.deepEqual(
    sources().filter((file) => !rooms.includes(file.split("/")[0]!)),
    ["index.ts"],
  );
});

test("nothing below imports upward, and nothing that ships imports what tests are made of", async () => {
  const canary = 'import "../../config/testing/canary";';
  assert.equal(await importErrors("problems/problem.ts", 'import "../openmetadata/settings";'), 1);
  assert.equal(await importErrors("openmetadata/auth/bot.ts", 'import "../../config/schema";'), 1);
  assert.equal(await importErrors("config/rules/airflow/airflow.ts", 'import "../../../components/platform";'), 1);
  assert.equal(await importErrors("components/aws/platform.ts", 'import "../../rehearsal/rehearse";'), 1);
  assert.equal(await importErrors("rehearsal/report/text.ts", 'import "../../tools/upstream-files";'), 1);
  assert.equal(await importErrors("rehearsal/report/text.ts", canary), 1);
  assert.equal(await importErrors("rehearsal/report/text.test.ts", canary), 0);
  assert.equal(await importErrors("rehearsal/report/text.ts", 'import "../../config/schema";'), 0);
  const handedIn = ["rehearsal/protocol/service.ts", 'import "../aws/rules";'] as const;
  assert.equal(await importErrors(...handedIn, "@typescript-eslint/no-restricted-imports"), 1);
  const slips = 'import "./tags.slips";';
  assert.equal(await importErrors("rehearsal/aws/across/names/tags.ts", slips), 1);
  assert.equal(await importErrors("rehearsal/aws/across/names/tags.test.ts", slips), 0);
  assert.equal(await importErrors("rehearsal/aws/across/names/tags.slips.ts", 'import "../../testing/slip";'), 0);
});
