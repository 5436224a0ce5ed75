import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { pulumiCli } from "../../rehearsal/engine/find-pulumi";
import { cleanEnvironment, runPulumi } from "../../rehearsal/engine/command";
import { readStackFile } from "../../rehearsal/engine/stack-file/stack-file";
import { stackFileConfig } from "../../config/stack-file/stack-file";
import { fileTraps, refusedFiles, scalarTraps } from "./yaml-traps";

const folder = mkdtempSync(path.join(tmpdir(), "yaml-traps-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const state = path.join(folder, "state");
const project = path.join(folder, "project");
const stacks = path.join(state, ".pulumi", "stacks", "openmetadata");
for (const place of [stacks, project]) mkdirSync(place, { recursive: true });
writeFileSync(path.join(state, ".pulumi", "meta.yaml"), "version: 1\n");
writeFileSync(path.join(project, "Pulumi.yaml"), "name: openmetadata\nruntime: nodejs\n");
let count = 0;

/** A stack whose file is these bytes, untouched. */
const stackOf = (text: string | Buffer) => {
  const stack = `trap${(count += 1)}`;
  const latest = { stack: `organization/openmetadata/${stack}`, latest: null };
  writeFileSync(path.join(stacks, `${stack}.json`), JSON.stringify({ version: 3, checkpoint: latest }));
  const file = path.join(project, `Pulumi.${stack}.yaml`);
  writeFileSync(file, text);
  return { stack, file };
};

const pulumiConfig = async (stack: string) =>
  runPulumi(await pulumiCli(), ["config", "--json", "--stack", stack, "--non-interactive"], {
    cwd: project,
    env: cleanEnvironment({
      PULUMI_HOME: path.join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: "traps",
    }),
  });

type Told = Readonly<Record<string, { value?: string; objectValue?: unknown; secret: boolean }>>;

/** What Pulumi itself reads of a file, by key: text, or an object. */
const readByPulumi = async (stack: string): Promise<Record<string, unknown>> => {
  const { stdout, stderr, code } = await pulumiConfig(stack);
  assert.equal(code, 0, stderr);
  return Object.fromEntries(
    Object.entries(JSON.parse(stdout) as Told).map(([key, { value, objectValue }]) => [key, objectValue ?? value]),
  );
};

/** The same of this project's reader: at the top Pulumi hands text to a program. */
const readHere = (file: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(stackFileConfig(file, "openmetadata").config).map(([key, value]) => [
      key,
      typeof value === "object" && value !== null ? (JSON.parse(JSON.stringify(value)) as unknown) : String(value),
    ]),
  );

test("every value is read as the real pulumi config reads it, at the top and below a key", async () => {
  const traps = scalarTraps.filter((trap) => !trap.includes("secure"));
  const top = traps.map((trap, index) => `  openmetadata:t${index}: ${trap}`);
  const nested = traps
    .filter((trap) => !trap.includes("\n"))
    .map(
      (trap, index) => `  openmetadata:n${index}:\n    - ${trap}\n    - {a: ${/^[\w.+~ -]+$/.test(trap) ? trap : "x"}}`,
    );
  const { stack, file } = stackOf(["config:", ...top, ...nested, ""].join("\n"));
  const [expected, found] = [await readByPulumi(stack), readHere(file)];
  const wrong = traps.map((trap, index) => [trap, expected[`openmetadata:t${index}`], found[`openmetadata:t${index}`]]);
  assert.deepEqual(
    wrong.filter(([, one, other]) => JSON.stringify(one) !== JSON.stringify(other)),
    [],
  );
  assert.deepEqual(found, expected);
});

for (const [title, text] of Object.entries(fileTraps)) {
  test(`a stack file with ${title} is read as the real pulumi config reads it`, async () => {
    const { stack, file } = stackOf(text);
    assert.deepEqual(readHere(file), await readByPulumi(stack));
  });
}

for (const [title, text] of Object.entries(refusedFiles)) {
  test(`a stack file with ${title} is refused, as the real pulumi config refuses it`, async () => {
    const { stack, file } = stackOf(text);
    const { code, stdout } = await pulumiConfig(stack);
    assert.notEqual(code, 0, stdout);
    assert.throws(() => readStackFile(file), /Pulumi|keys are expected/);
  });
}
