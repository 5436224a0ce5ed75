import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { gitHubServer, type Repository } from "../../review/testing/github-server";
import { cloneProject, gitIn } from "./project-clone";
import { runStep } from "./workflow";

/** The jobs' own steps, in a repository made for the test: a pull request of a fork, twice, with a hostile stack file. */
const folder = mkdtempSync(path.join(tmpdir(), "openmetadata-workflow-"));
const clone = path.join(folder, "clone");
const temporary = path.join(folder, "runner");
const summary = path.join(folder, "summary.md");
const token = "canary-token-of-the-workflow";
const author = "github-actions[bot]";
const repository: Repository = { author, files: [], comments: [], requests: [], pulls: [] };
const hostile = "x</details><img src=x> @everyone `a`";
let api = "";
let close = () => {};

const git = gitIn(clone);

/** Commits what the pull request changes, and tells the server of its new head. */
function commitAndPush(message: string): string {
  git("commit", "--quiet", "--all", "--message", message);
  const sha = git("rev-parse", "HEAD");
  repository.pulls = [{ number: 7, state: "open", head: { sha, label: "fork:change" } }];
  return sha;
}

before(async () => {
  cloneProject(clone);
  git("checkout", "--quiet", "-b", "change");
  mkdirSync(temporary);
  const started = await gitHubServer(repository, token);
  api = started.api;
  close = () => started.server.close();
});
after(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

const review = () =>
  runStep(
    ["review.yml", "review", "Review"],
    { "github.base_ref": "main", "inputs.accept": "", "inputs.fail-on-look": "" },
    { cwd: clone, env: { RUNNER_TEMP: temporary, GITHUB_STEP_SUMMARY: summary } },
  );

async function comment(sha: string): Promise<string> {
  const event = path.join(folder, "event.json");
  const run = {
    event: "pull_request",
    head_sha: sha,
    head_branch: "change",
    head_repository: { owner: { login: "fork" } },
  };
  writeFileSync(event, JSON.stringify({ workflow_run: run }));
  const { code, output } = await runStep(
    ["comment.yml", "comment", "Comment"],
    { "github.token": token },
    {
      cwd: projectDirectory,
      env: {
        RUNNER_TEMP: temporary,
        GITHUB_EVENT_PATH: event,
        GITHUB_API_URL: api,
        GITHUB_REPOSITORY: "team/platform",
      },
    },
  );
  assert.equal(code, 0, output);
  assert.doesNotMatch(output, new RegExp(token));
  return output.trim();
}

test("a fork's pull request is reviewed and commented, edited in place, with nothing of its stack file taken for markup", async () => {
  appendFileSync(path.join(clone, "Pulumi.dev.yaml"), `\n    note: ${JSON.stringify("plain")}\n`);
  const first = commitAndPush("Say more of dev");
  const reviewed = await review();
  assert.equal(reviewed.code, 0, reviewed.output);
  assert.ok(existsSync(path.join(temporary, "review", "review.json")), reviewed.output);
  assert.match(readFileSync(summary, "utf8"), /dev/);
  assert.equal(await comment(first), "written to #7");

  writeFileSync(
    path.join(clone, "Pulumi.dev.yaml"),
    readFileSync(path.join(clone, "Pulumi.dev.yaml"), "utf8").replace('"plain"', JSON.stringify(hostile)),
  );
  const second = commitAndPush("Hostile");
  assert.equal(await comment(first), `nothing written: no open pull request has ${first} as its newest commit`);
  await review();
  assert.equal(await comment(second), "edited on #7");
  assert.equal(repository.comments.length, 1);
  const outsideCode = repository.comments[0]!.body.replace(/(`+)[\s\S]*?\1/g, "");
  assert.doesNotMatch(outsideCode, /<img|<\/details><img/);
  assert.doesNotMatch(repository.comments[0]!.body, /@everyone/);
});
