import { existsSync, readFileSync, statSync } from "node:fs";
import { writeComment } from "./comment";
import { gitHub } from "./github";
import type { WorkflowRun } from "./pull-request";
import { largestDocument } from "../untrusted-document";

/** A variable that GitHub's runner or the workflow sets. */
function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. This command runs in .github/workflows/comment.yml.`);
  return value;
}

/** What the run left behind; a file that is too large, or none at all, is as good as missing. */
const documentIn = (file: string): string | undefined =>
  existsSync(file) && statSync(file).isFile() && statSync(file).size <= largestDocument
    ? readFileSync(file, "utf8")
    : undefined;

async function main(file: string | undefined): Promise<void> {
  if (file === undefined || file.startsWith("-")) {
    console.log(
      "npm run review-comment -- FILE: writes the review document FILE, made by a pull request's run, as the one comment of\n" +
        "that pull request. Reads GITHUB_EVENT_PATH (a workflow_run event), GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN.",
    );
    if (file !== "--help" && file !== "-h") process.exitCode = 2;
    return;
  }
  const event = JSON.parse(readFileSync(variable("GITHUB_EVENT_PATH"), "utf8")) as { workflow_run: WorkflowRun };
  const github = gitHub({
    api: variable("GITHUB_API_URL"),
    repository: variable("GITHUB_REPOSITORY"),
    token: variable("GITHUB_TOKEN"),
  });
  const author = process.env.COMMENT_AUTHOR || "github-actions[bot]";
  console.log(await writeComment({ github, run: event.workflow_run, document: documentIn(file), author }));
}

void main(process.argv[2]).catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
