import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, existsSync, readdirSync, statSync, utimesSync } from "node:fs";
import path from "node:path";
import { UsageError } from "../rehearsal/command/usage-error";

/** What git answered; throws with git's own words when it refused. */
export type Git = (args: readonly string[], environment?: Readonly<Record<string, string>>) => string;

export const gitIn =
  (folder: string): Git =>
  (args, environment = {}) => {
    const { status, stdout, stderr, error } = spawnSync("git", ["-C", folder, ...args], {
      encoding: "utf8",
      env: { ...process.env, ...environment },
      maxBuffer: 256 * 1024 * 1024,
    });
    if (error) throw new UsageError(`git could not be started: ${error.message}. A review needs git and a clone.`);
    if (status !== 0) throw new Error(stderr.trim() || `git ${args[0]} ended with status ${status}`);
    return stdout;
  };

const answered = (git: Git, args: readonly string[]): string | undefined => {
  try {
    return git(args).trim();
  } catch {
    return undefined;
  }
};

/** One side of a review: a commit, and the tree of the project's folder in it. */
export interface Side {
  /** As it was asked for; "the working folder" for a head that was not. */
  readonly ref: string;
  /** Full hash of the commit; of a working folder, the commit that is checked out. */
  readonly commit: string;
  /** Hash of the project's folder in that commit; absent for a working folder. */
  readonly tree?: string;
}

const commitOf = (git: Git, ref: string, option: string): string => {
  const commit = answered(git, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
  if (commit) return commit;
  const branch = ref.replace(/^origin\//, "");
  throw new UsageError(
    `${option} ${ref}: this clone has no such commit, branch or tag. Fetch it: git fetch origin ${branch}, then ${option} origin/${branch}`,
  );
};

const treeOf = (git: Git, commit: string): string => {
  const prefix = git(["rev-parse", "--show-prefix"]).trim().replace(/\/$/, "");
  return git(["rev-parse", `${commit}:${prefix}`]).trim();
};

/** The commit that both sides have in common, which is what a pull request is compared with. */
const mergeBase = (git: Git, base: string, head: string, ref: string): string => {
  const found = answered(git, ["merge-base", base, head]);
  if (found) return found;
  const shallow = answered(git, ["rev-parse", "--is-shallow-repository"]) === "true";
  throw new UsageError(
    shallow
      ? `This clone is shallow: the commit that ${ref} and the head have in common is not in it. ` +
          "Get the rest: git fetch --unshallow (GitHub: actions/checkout with fetch-depth: 0; GitLab: GIT_DEPTH: 0; Bitbucket: clone: depth: full)."
      : `${ref} and the head have no commit in common, so there is nothing to compare with.`,
  );
};

/** What is compared: the merge base of `--base`, and `--head` or the working folder. */
export const sidesOf = (git: Git, base: string, head: string | undefined): { base: Side; head: Side } => {
  if (answered(git, ["rev-parse", "--is-inside-work-tree"]) !== "true")
    throw new UsageError("This folder is no clone of a git repository, so there is no base to compare with.");
  const headCommit = commitOf(git, head ?? "HEAD", "--head");
  const common = mergeBase(git, commitOf(git, base, "--base"), headCommit, base);
  return {
    base: { ref: base, commit: common, tree: treeOf(git, common) },
    head: {
      ref: head ?? "the working folder",
      commit: headCommit,
      ...(head !== undefined && { tree: treeOf(git, headCommit) }),
    },
  };
};

/** Files of the project that differ, relative to its folder; in a working folder also those that git does not know yet. */
export const changedFiles = (git: Git, base: Side, head: Side): string[] => {
  const list = (args: readonly string[]) => git(args).split("\0").filter(Boolean);
  const names = ["diff", "--name-only", "-z", "--no-renames", "--relative"];
  if (head.tree !== undefined) return list([...names, base.commit, head.commit, "--", "."]);
  const untracked = list(["ls-files", "--others", "--exclude-standard", "-z", "--", "."]);
  return [...new Set([...list([...names, base.commit, "--", "."]), ...untracked])].sort();
};

const keptTrees = 6;

/**
 * The files of a tree in a folder of the cache, which is made once: git's worktrees would leave their mark in the
 * user's repository, and an archive leaves out what .gitattributes says.
 */
export const checkedOut = (git: Git, tree: string, cache: string): string => {
  const folder = path.join(cache, "trees", tree);
  if (existsSync(folder)) {
    const now = new Date();
    utimesSync(folder, now, now);
    return folder;
  }
  mkdirSync(path.dirname(folder), { recursive: true });
  prune(path.dirname(folder));
  const aside = mkdtempSync(`${folder}.`);
  try {
    const files = path.join(aside, "files");
    const index = { GIT_INDEX_FILE: path.join(aside, "index") };
    git(["read-tree", tree], index);
    git(["--work-tree", mkdirSync(files, { recursive: true }) ?? files, "checkout-index", "--all", "--force"], index);
    // Another review may have been quicker; its files are the same.
    if (!existsSync(folder)) renameSync(files, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return folder;
};

/** Older trees go; links to modules in them are removed as links. */
const prune = (folder: string): void => {
  const age = (name: string) => statSync(path.join(folder, name)).mtimeMs;
  const trees = readdirSync(folder).filter((name) => /^[0-9a-f]+$/.test(name));
  for (const name of trees.sort((one, other) => age(other) - age(one)).slice(keptTrees - 1))
    rmSync(path.join(folder, name), { recursive: true, force: true });
};
