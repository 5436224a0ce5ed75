import type { GitHub } from "./github";

/** What the event of a finished workflow run says; GitHub wrote it, not the pull request. */
export interface WorkflowRun {
  readonly head_sha: string;
  readonly head_branch: string;
  readonly head_repository: { readonly owner: { readonly login: string } };
  readonly event: string;
}

export interface PullRequest {
  readonly number: number;
  readonly state: string;
  readonly head: { readonly sha: string };
}

/** Files that decide what a review says. A change to them makes the review speak of itself. */
const reviewerFiles =
  /^(review|rehearsal|runtime|tools|\.github)\/|^(package(-lock)?\.json|Pulumi\.yaml|index\.ts|tsconfig\.json|\.npmrc)$/;

/**
 * The open pull request whose newest commit the run looked at; undefined when there is none, as after a push in between.
 * Its number comes from GitHub by branch and commit, never from what the run left behind.
 */
export async function pullRequestOf(github: GitHub, run: WorkflowRun): Promise<PullRequest | undefined> {
  const head = encodeURIComponent(`${run.head_repository.owner.login}:${run.head_branch}`);
  const open = await github.list<PullRequest>(`/pulls?state=open&head=${head}`);
  return open.find((pull) => pull.head.sha === run.head_sha);
}

/** Files of the reviewer that the pull request changes. */
export async function changedReviewerFiles(github: GitHub, { number }: PullRequest): Promise<string[]> {
  const files = await github.list<{ filename: string; previous_filename?: string }>(`/pulls/${number}/files`);
  return files
    .flatMap(({ filename, previous_filename: before }) => [filename, ...(before ? [before] : [])])
    .filter((file) => reviewerFiles.test(file));
}
