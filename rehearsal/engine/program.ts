import path from "node:path";
import { projectDirectory } from "../../config/project-directory";

// For every run of a program in this process, with the engine or without it.
// eslint-disable-next-line @typescript-eslint/no-require-imports
(require("./language-host/without-places.cjs") as (folder: string) => void)(__dirname);

export type Program = () => Promise<Record<string, unknown> | void>;

/** The project's own program, loaded only when a session runs it: what `pulumi up` runs, a team's touch included. */
export function defaultProgram(): Program {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(path.join(projectDirectory, "index.ts")) as Program;
}
