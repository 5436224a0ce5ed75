import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { type Job, workflows } from "./workflow";

const jobs = [...workflows].flatMap(([file, { workflow }]) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ file, name, job, workflow })),
);
const rightsOf = ({ job, workflow }: (typeof jobs)[number]) => job.permissions ?? workflow.permissions ?? {};
const mayWrite = (entry: (typeof jobs)[number]) =>
  Object.entries(rightsOf(entry)).some(([right, level]) => level === "write" && right !== "id-token");
const uses = (job: Job) => (job.steps ?? []).map((step) => step.uses ?? "");

test("every action is pinned by its digest, with its version beside it", () => {
  for (const [file, { text }] of workflows)
    for (const [line] of text.matchAll(/uses: (?!\.\/).*/g))
      assert.match(line, /^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, file);
});

test("rights are given one by one, and none to everybody", () => {
  for (const [file, { workflow }] of workflows)
    assert.ok(workflow.permissions, `${file} leaves its rights to a default`);
  for (const entry of jobs) assert.notEqual(JSON.stringify(rightsOf(entry)), '"write-all"', entry.file);
});

test("nothing runs a pull request's code with rights", () => {
  for (const [file, { workflow }] of workflows) assert.ok(!("pull_request_target" in workflow.on), file);
  for (const entry of jobs) {
    const steps = entry.job.steps ?? [];
    if ("pull_request" in entry.workflow.on) assert.ok(!mayWrite(entry), `${entry.file} ${entry.name} may write`);
    if (!mayWrite(entry) && rightsOf(entry)["id-token"] !== "write") continue;
    for (const step of steps.filter((one) => one.uses?.startsWith("actions/checkout@")))
      assert.doesNotMatch(
        JSON.stringify(step.with ?? {}),
        /head|workflow_run/,
        `${entry.file}: somebody else's commit`,
      );
    assert.ok(!uses(entry.job).some((action) => action.startsWith("actions/cache")), `${entry.file}: a shared cache`);
    const nodes = steps.filter((one) => one.uses?.startsWith("actions/setup-node@"));
    for (const node of nodes) assert.equal(node.with?.cache, undefined, `${entry.file}: a shared cache of npm`);
  }
});

test("a checkout keeps no token, and an install runs no scripts", () => {
  for (const { file, job } of jobs)
    for (const step of job.steps ?? []) {
      if (step.uses?.startsWith("actions/checkout@")) assert.equal(step.with?.["persist-credentials"], false, file);
      if (step.run?.includes("npm ci")) assert.match(step.run, /npm ci --ignore-scripts/, file);
    }
});

test("no script has an expression in it: a title or branch name would be run", () => {
  for (const { file, job } of jobs)
    for (const { run = "" } of job.steps ?? []) assert.doesNotMatch(run, /\$\{\{/, file);
});

test("actionlint finds nothing", { timeout: 300_000 }, (t) => {
  const go = spawnSync("go", ["version"]);
  if (go.error) return t.skip("Go is not installed, so actionlint cannot be built");
  const lint = spawnSync("go", ["run", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12", "-color=false"], {
    cwd: projectDirectory,
    encoding: "utf8",
    env: { ...process.env, GOFLAGS: "-mod=mod" },
  });
  assert.equal(lint.stdout, "", lint.stderr);
  assert.equal(lint.status, 0, lint.stderr);
});
