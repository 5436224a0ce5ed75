import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { cloneProject, gitIn } from "./project-clone";
import { runStep, workflows } from "./workflow";

/** The jobs' own steps, with stand-ins on PATH for what needs an account: `pulumi` prints what a test says, `gh` keeps issues. */
const folder = mkdtempSync(path.join(tmpdir(), "openmetadata-deploy-"));
const clone = path.join(folder, "clone");
const runner = path.join(folder, "runner");
const file = (name: string) => path.join(folder, name);
const text = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), "utf8") : "");

const standIns = {
  pulumi: `echo "$*" >> "${file("pulumi.log")}"
while [ $# -gt 0 ]; do
  case $1 in
    --save-plan) echo "the plan" > "$2" ;;
    --plan) grep -q "^the plan$" "$2" || exit 9 ;;
  esac
  shift
done
[ ! -f "${file("fails")}" ] || { echo "error: the account says no" >&2; exit 1; }
[ ! -f "${file("printed.json")}" ] || cat "${file("printed.json")}"`,
  // As gh does it: the open issues with the fields that were asked for, through --jq.
  gh: `echo "$*" >> "${file("gh.log")}"
if [ "$2" = list ]; then
  if command -v jq > /dev/null; then jq -r "\${@: -1}" "${file("issues.json")}"; exit; fi
  node -e 'const title = /\\.title == "(.*?)"\\)/.exec(process.argv[1])?.[1];
    const found = JSON.parse(process.argv[2]).find((one) => one.title === title); if (found) console.log(found.number);' \\
    "\${@: -1}" "$(cat "${file("issues.json")}")"
  exit
fi
for word; do [ -f "$word" ] && cat "$word" > "${file("issue.md")}"; done; true`,
};

before(() => {
  cloneProject(clone);
  const git = gitIn(clone);
  appendFileSync(path.join(clone, "README.md"), "\nMore words.\n");
  git("commit", "--quiet", "--all", "--message", "Words");
  mkdirSync(file("bin"));
  for (const [name, script] of Object.entries(standIns))
    writeFileSync(path.join(folder, "bin", name), `#!/usr/bin/env bash\n${script}\n`, { mode: 0o755 });
});
beforeEach(() => {
  for (const name of ["pulumi.log", "gh.log", "issue.md", "summary.md", "printed.json", "fails"])
    rmSync(file(name), { force: true });
  rmSync(runner, { recursive: true, force: true });
  mkdirSync(runner);
  writeFileSync(file("issues.json"), JSON.stringify([{ number: 3, title: "Something else" }]));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const context = {
  "inputs.stack": "dev",
  "inputs.compare-with": "origin/main",
  "matrix.stack": "dev",
  "vars.PULUMI_BACKEND": "s3://state",
  "secrets.PULUMI_CONFIG_PASSPHRASE": "canary-passphrase",
  "github.token": "canary-token",
  "github.repository": "team/platform",
  "github.server_url": "https://github.com",
  "github.run_id": "42",
};
const step = (workflow: string, job: string, name: string, more: Record<string, string> = {}) =>
  runStep(
    [workflow, job, name],
    { ...context, ...more },
    {
      cwd: clone,
      env: {
        PATH: `${file("bin")}${path.delimiter}${process.env.PATH ?? ""}`,
        RUNNER_TEMP: runner,
        GITHUB_STEP_SUMMARY: file("summary.md"),
      },
    },
  );
const deploy = (name: string, more?: Record<string, string>) => step("deploy-stack.yml", "stack", name, more);

const service =
  "urn:pulumi:dev::openmetadata::openmetadata:aws:Platform$aws:ecs/service:Service::openmetadata-dev-server";
const printed = (...steps: object[]) => writeFileSync(file("printed.json"), JSON.stringify({ steps }));

test("preview.yml: the engine's preview agrees with the review, or what differs is named without a value", async () => {
  const reviewed = await deploy("Review");
  assert.equal(reviewed.code, 0, reviewed.output);
  assert.match(reviewed.output, /dev: nothing changes/);
  printed({ op: "same", urn: service });
  const agreed = await deploy("Preview");
  assert.equal(agreed.code, 0, agreed.output);
  assert.match(text("summary.md"), /Agrees with the review/);
  assert.match(text("pulumi.log"), /^preview --stack dev --non-interactive --json --save-plan \S+plan\.json$/m);

  printed({
    op: "update",
    urn: service,
    detailedDiff: { desiredCount: {} },
    newState: { inputs: { a: "canary-value" } },
  });
  const differing = await deploy("Preview");
  assert.match(text("summary.md"), /Differs from the review\*\* in one resource/);
  assert.match(text("summary.md"), /openmetadata-dev-server.*\| – \| update \|/);
  assert.doesNotMatch(text("summary.md") + differing.output, /canary/);
});

test("preview.yml: a base that is not there and a preview that fails end the job", async () => {
  assert.equal((await deploy("Review", { "inputs.compare-with": "origin/nowhere" })).code, 2);
  writeFileSync(file("fails"), "");
  const failed = await deploy("Preview");
  assert.notEqual(failed.code, 0);
  assert.match(failed.output, /the account says no/);
});

test("deploy.yml: up gets the plan that was previewed, and does not run without it", async () => {
  printed({ op: "create", urn: service });
  assert.equal((await deploy("Preview")).code, 0);
  assert.match(text("summary.md"), /\| create \|/);
  rmSync(file("printed.json"));
  const up = await deploy("Up");
  assert.equal(up.code, 0, up.output);
  assert.match(text("pulumi.log"), /^up --stack dev --yes --non-interactive --suppress-outputs --plan \S+plan\.json$/m);
  rmSync(path.join(runner, "plan.json"));
  assert.notEqual((await deploy("Up")).code, 0);
});

test("deploy.yml: dev, then staging, then prod, each with the reviewers of its environment and one run at a time", () => {
  const jobs = workflows.get("deploy.yml")!.workflow.jobs as Record<
    string,
    { needs?: string; with?: { environment?: string } }
  >;
  assert.deepEqual(
    Object.entries(jobs).map(([name, job]) => [name, job.needs, job.with?.environment]),
    [
      ["dev", undefined, "dev"],
      ["staging", "dev", "staging"],
      ["prod", "staging", "prod"],
    ],
  );
  const { workflow } = workflows.get("deploy-stack.yml")!;
  assert.deepEqual(workflow.concurrency, { group: "deploy-${{ inputs.stack }}", "cancel-in-progress": false });
});

const drift = async () => {
  for (const name of ["Look", "Issue"]) {
    const { code, output } = await step("drift.yml", "drift", name);
    assert.equal(code, 0, output);
  }
};
const title = "Drift: dev is not as its state says";

test("drift.yml: one issue is opened, then edited, then closed", async () => {
  printed({ op: "refresh", urn: service, newState: { a: "canary-value" }, detailedDiff: null });
  await drift();
  assert.doesNotMatch(text("gh.log"), /create|edit|close/);

  printed({
    op: "refresh",
    urn: service,
    newState: { a: "canary-value" },
    detailedDiff: { desiredCount: { kind: "update" } },
  });
  await drift();
  assert.match(text("gh.log"), new RegExp(`^issue create --title ${title} --body-file`, "m"));
  assert.match(
    text("issue.md"),
    /The account is not as the state says[^]*drift \|.*openmetadata-dev-server[^]*desiredCount[^]*\/actions\/runs\/42/,
  );
  assert.doesNotMatch(text("issue.md"), /canary/);

  writeFileSync(
    file("issues.json"),
    JSON.stringify([
      { number: 3, title: "Something else" },
      { number: 12, title },
    ]),
  );
  await drift();
  assert.match(text("gh.log"), /^issue edit 12 --body-file/m);

  printed({ op: "refresh", urn: service, newState: {}, detailedDiff: null });
  await drift();
  assert.match(text("gh.log"), /^issue close 12 --comment No drift any more/m);
  assert.equal(text("gh.log").match(/^issue create/gm)?.length, 1);
});
