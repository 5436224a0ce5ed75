import { existsSync, readFileSync, statSync } from "node:fs";
import { Command, CommanderError } from "commander";
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

const command = () =>
  new Command("npm run review-comment --")
    .description(
      "Writes the review that a pull request's run made as the one comment of that pull request. Reads GITHUB_EVENT_PATH " +
        "(a workflow_run event), GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN and COMMENT_AUTHOR.",
    )
    .argument("<file>", "the review document; one that is missing or too large is said in the comment")
    .helpOption("-h, --help", "show this help")
    .exitOverride();

async function comment(file: string): Promise<void> {
  const event = JSON.parse(readFileSync(variable("GITHUB_EVENT_PATH"), "utf8")) as { workflow_run: WorkflowRun };
  const github = gitHub({
    api: variable("GITHUB_API_URL"),
    repository: variable("GITHUB_REPOSITORY"),
    token: variable("GITHUB_TOKEN"),
  });
  const author = process.env.COMMENT_AUTHOR || "github-actions[bot]";
  console.log(await writeComment({ github, run: event.workflow_run, document: documentIn(file), author }));
}

/** Runs the command line; its exit status is 0, 1 where the comment cannot be written, or 2 for wrong arguments. */
async function main(words: readonly string[]): Promise<number> {
  try {
    await comment(command().parse([...words], { from: "user" }).args[0]!);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error((error as Error).message);
    return 1;
  }
}

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
