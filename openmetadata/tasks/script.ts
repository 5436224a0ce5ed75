import { readFileSync } from "node:fs";
import { join } from "node:path";

const directory = join(__dirname, "..", "container-scripts");

/**
 * The text of a file in `openmetadata/container-scripts`, as a container gets it: without the comment lines, since a task
 * definition holds 64 KiB at most. None of these files has a line beginning with # that is not a comment.
 */
export function script(...names: readonly string[]): string {
  return names.map((name) => withoutComments(readFileSync(join(directory, name), "utf8"))).join("\n");
}

const withoutComments = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !/^\s*(#|--(\s|$))/.test(line) && line.trim() !== "")
    .join("\n");
