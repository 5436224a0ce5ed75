import { marker, markdownOf } from "../markdown/comment";
import { code } from "../markdown/escape";
import type { GitHub } from "./github";
import { changedReviewerFiles, type PullRequest, pullRequestOf, type WorkflowRun } from "./pull-request";
import { untrustedDocument } from "../untrusted-document";

/** Characters of a comment; GitHub takes 65,536. */
const longest = 60_000;
const mostFilesNamed = 10;

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly user: { readonly login: string; readonly type: string } | null;
}

export interface CommentInput {
  readonly github: GitHub;
  readonly run: WorkflowRun;
  /** What the run left behind; undefined when it left nothing. */
  readonly document?: string;
  /** Account whose comment may be edited, such as `github-actions[bot]`. */
  readonly author: string;
}

/** Writes the one comment of a pull request, or edits it in place. Returns what was done, in a sentence. */
export async function writeComment({ github, run, document, author }: CommentInput): Promise<string> {
  if (run.event !== "pull_request") return `nothing written: the run was for ${run.event}, not for a pull request`;
  const pull = await pullRequestOf(github, run);
  if (!pull) return `nothing written: no open pull request has ${run.head_sha} as its newest commit`;
  const body = await commentBody(github, pull, run, document);
  const comments = await github.list<Comment>(`/issues/${pull.number}/comments`);
  const own = comments.find((one) => one.user?.login === author && one.body?.startsWith(marker));
  if (!own) {
    await github.send("POST", `/issues/${pull.number}/comments`, { body });
    return `written to #${pull.number}`;
  }
  if (own.body === body) return `nothing new for #${pull.number}`;
  await github.send("PATCH", `/issues/comments/${own.id}`, { body });
  return `edited on #${pull.number}`;
}

async function commentBody(
  github: GitHub,
  pull: PullRequest,
  run: WorkflowRun,
  document: string | undefined,
): Promise<string> {
  const changed = await changedReviewerFiles(github, pull);
  const warning = changed.length === 0 ? "" : `${reviewerWarning(changed)}\n\n`;
  const text = reviewText(document, run, longest - warning.length);
  return warning === "" ? text : text.replace(marker, () => `${marker}\n\n${warning.trimEnd()}`);
}

function reviewText(document: string | undefined, run: WorkflowRun, limit: number): string {
  const failed = (why: string) =>
    `${marker}\n## The review of this change is missing\n\nFor ${code(run.head_sha.slice(0, 10))}: ${why}. The workflow's log says more.\n`;
  if (document === undefined) return failed("the run left no review behind");
  try {
    return markdownOf(untrustedDocument(document), "github", limit);
  } catch (error) {
    return failed(code((error as Error).message, 300));
  }
}

function reviewerWarning(files: readonly string[]): string {
  const named = files.slice(0, mostFilesNamed).map((file) => code(file));
  const more = files.length > named.length ? ` and ${files.length - named.length} more` : "";
  return [
    "> **This pull request changes what reviews it**: read these files first, since the review below is what they say.",
    `> ${named.join(", ")}${more}`,
  ].join("\n");
}
