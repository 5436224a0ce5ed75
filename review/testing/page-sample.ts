import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseDocument } from "yaml";
import { projectDirectory } from "../../config/project-directory";
import { stackFile } from "../../config/stack-file/stack-files";
import { assess } from "../assess";
import { compareStack } from "../compare";
import { sectionsOf } from "../markdown/sections";
import { tableLines } from "../markdown/table";
import type { StackReview } from "../model";
import { sharedPlaceholders } from "../placeholders";
import { programHere } from "../programs";

/** The change that README.md and docs/review.md show: one key of a shipped stack file. */
const sample = { stack: "staging", key: "auth.clientType", value: "confidential" } as const;

/** Reviews the change of the sample on the engine, with this very program on both sides. */
export async function reviewSample(): Promise<StackReview> {
  const folder = mkdtempSync(path.join(tmpdir(), "review-sample-"));
  try {
    const baseFile = stackFile(sample.stack);
    const headFile = path.join(folder, path.basename(baseFile));
    const document = parseDocument(readFileSync(baseFile, "utf8"));
    const [section, key] = sample.key.split(".");
    document.setIn(["config", `openmetadata:${section}`, key], sample.value);
    writeFileSync(headFile, document.toString());
    const sides = { baseProgram: programHere, headProgram: programHere, codeDiffers: false, strict: false, allow: [] };
    const comparison = await compareStack(
      { stack: sample.stack, baseFile, headFile, fileDiffers: true },
      { head: projectDirectory, ...sides },
      sharedPlaceholders(),
      () => undefined,
    );
    return assess(comparison, new Set());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const quoted = (lines: readonly string[]): string =>
  lines
    .join("\n")
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");

/** Of a secret's ARN only the beginning: the rest is another in each run. */
const withoutRest = (body: string): string => body.replace(/(arn:aws:secretsmanager:)[^`]*/g, "$1…");

/** How a review begins: the table. Markdown. */
export const sampleTable = (review: StackReview): string => quoted(tableLines([review]));

/** A review with every section open. Markdown. */
export const wholeSample = (review: StackReview): string => {
  const sections = sectionsOf(review, `openmetadata-${review.stack}-`);
  const shown = sections.flatMap(({ title, body }) => ["", `**${title}**`, "", withoutRest(body)]);
  return quoted([...tableLines([review]), ...shown]);
};
