import path from "node:path";
import { stackFileIn, stackNames } from "../config/stack-file/stack-files";
import { UsageError } from "../rehearsal/command/usage-error";

/** One stack of a review, with its file on either side. */
export interface PlannedStack {
  readonly stack: string;
  readonly baseFile?: string;
  readonly headFile?: string;
  /** Whether the two files differ, as texts. */
  readonly fileDiffers: boolean;
}

/** What no program reads: a change of nothing else changes no stack. */
const unread = [
  /^(docs|tests|rehearsal|review|commands|tools|examples|templates|\.github|\.ci|\.vscode)\//,
  /(^|\/)testing\//,
  /\.test\.ts$/,
  /^(CHANGELOG|README|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|LICENSE|NOTICE)(\.md)?$/,
  /^(eslint\.config\.mjs|\.prettierrc.*|\.gitignore|\.gitlab-ci\.yml|bitbucket-pipelines\.yml|tsconfig\.json|renovate\.json|\.nvmrc)$/,
];

const isStackFile = (file: string): boolean => /^Pulumi\.[^/]+\.ya?ml$/.test(file);

/** Files among those that differ, besides stack files, that a program may read: code, its dependencies, files it names. */
export const programFiles = (changed: readonly string[]): string[] =>
  changed.filter((file) => !isStackFile(file) && !unread.some((pattern) => pattern.test(file)));

/** The stacks to look at: those named, else every one of either side. */
export const plannedStacks = (
  base: string,
  head: string,
  changed: readonly string[],
  named: readonly string[],
): PlannedStack[] => {
  const known = [...new Set([...stackNames(base), ...stackNames(head)])].sort();
  const unknown = named.filter((stack) => !known.includes(stack));
  if (unknown.length > 0)
    throw new UsageError(
      `Neither side has a stack "${unknown[0]}". ${known.length > 0 ? `There are ${known.join(", ")}.` : "There is none."}`,
    );
  return (named.length > 0 ? [...new Set(named)] : known).map((stack) => {
    const [baseFile, headFile] = [stackFileIn(base, stack), stackFileIn(head, stack)];
    const files = [baseFile, headFile].flatMap((file) => (file ? [path.basename(file)] : []));
    return {
      stack,
      ...(baseFile && { baseFile }),
      ...(headFile && { headFile }),
      fileDiffers: !baseFile || !headFile || files.some((file) => changed.includes(file)),
    };
  });
};
