import { existsSync } from "node:fs";
import path from "node:path";
import { projectDirectory } from "../config/project-directory";
import { cacheDirectory } from "../rehearsal/engine/find-pulumi";
import { assess } from "./assess";
import { dependencyBumps, provideModules } from "./base-modules";
import { type Comparison, compareStack, type Sides } from "./compare";
import { changedFiles, checkedOut, gitIn, sidesOf } from "./git";
import type { ConcernKind, Outcome, ReviewDocument, StackReview } from "./model";
import { sharedPlaceholders } from "./placeholders";
import { type PlannedStack, plannedStacks, programFiles } from "./plan";
import { isPlainProgram, programHere, programOf } from "./programs";

export interface ReviewRequest {
  readonly base: string;
  readonly head?: string;
  readonly stacks: readonly string[];
  readonly accept: readonly ConcernKind[];
  /** Whether what the rehearsal does not know is refused; default: it is a warning. */
  readonly strict?: boolean;
  /** Rules of the rehearsal whose refusals pass; default: none. */
  readonly allow?: readonly string[];
  readonly jobs: number;
  /** Told what is being done, stack by stack. */
  readonly progress: (line: string) => void;
  /** Folder of the project; default: this one. */
  readonly project?: string;
}

/** A review and what it was made from: the pictures of the HTML report are drawn from the states. */
export interface Review {
  readonly document: ReviewDocument;
  readonly comparisons: readonly Comparison[];
}

/** Where trees and modules of earlier commits are kept. */
export const reviewCache = (): string => path.join(cacheDirectory(), "review");

export const review = async (request: ReviewRequest): Promise<Review> => {
  const start = performance.now();
  const project = request.project ?? projectDirectory;
  const git = gitIn(project);
  const sides = sidesOf(git, request.base, request.head);
  const changed = changedFiles(git, sides.base, sides.head);
  const cache = reviewCache();
  const base = checkedOut(git, sides.base.tree!, cache);
  const head = sides.head.tree === undefined ? project : checkedOut(git, sides.head.tree, cache);
  const stacks = plannedStacks(base, head, changed, request.stacks);
  const installing = performance.now();
  await provideModules(base, project, cache, request.progress);
  if (head !== project) await provideModules(head, project, cache, request.progress);
  const installed = performance.now() - installing;
  const comparisons = await compareTrees(base, head, stacks, programFiles(changed).length > 0, request);
  const accepted = new Set(request.accept);
  const reviews = comparisons.map((comparison) => assess(comparison, accepted));
  const bumps = existsSync(path.join(base, "package-lock.json")) ? dependencyBumps(base, head) : [];
  return {
    comparisons,
    document: {
      review: 1,
      outcome: worst(reviews),
      base: { ref: sides.base.ref, commit: sides.base.commit },
      head: { ref: sides.head.ref, commit: sides.head.commit },
      accepted: request.accept,
      notes: notesOf(bumps, request.allow ?? []),
      stacks: reviews,
      milliseconds: Math.round(performance.now() - start - installed),
    },
  };
};

/** Runs the programs of both trees, and ends them. */
const compareTrees = async (
  base: string,
  head: string,
  stacks: readonly PlannedStack[],
  codeDiffers: boolean,
  request: ReviewRequest,
): Promise<Comparison[]> => {
  const isHere = head === projectDirectory && isPlainProgram(head);
  const programs = { baseProgram: programOf(base), headProgram: isHere ? programHere : programOf(head) };
  const { strict = false, allow = [] } = request;
  return compareAll(stacks, { head, ...programs, codeDiffers, strict, allow }, request).finally(() =>
    Promise.all(Object.values(programs).map((program) => program.end())),
  );
};

const order: readonly Outcome[] = ["fails", "look", "fine"];
const worst = (reviews: readonly StackReview[]): Outcome =>
  order.find((outcome) => reviews.some((one) => one.outcome === outcome)) ?? "fine";

const notesOf = (bumps: readonly string[], allow: readonly string[]): string[] => [
  ...(bumps.length === 0
    ? []
    : [
        `Dependencies change (${bumps.join(", ")}): what another release of a provider does to a resource is not judged here.`,
      ]),
  ...(allow.length === 0 ? [] : [`Passed by --allow, where they refuse something: ${allow.join(", ")}.`]),
];

/** Works on all stacks, `jobs` at a time, and keeps their order. */
const compareAll = async (
  stacks: readonly PlannedStack[],
  compared: Sides,
  { jobs, progress }: ReviewRequest,
): Promise<Comparison[]> => {
  const placeholder = sharedPlaceholders();
  const results: Comparison[] = [];
  const queue = stacks.entries();
  const work = async () => {
    for (const [index, stack] of queue)
      results[index] = await compareStack(stack, compared, placeholder, (what) => progress(`${stack.stack}: ${what}`));
  };
  await Promise.all(Array.from({ length: Math.min(jobs, stacks.length) }, work));
  return results;
};
