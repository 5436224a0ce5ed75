import path from "node:path";
import { projectDirectory } from "../../config/project-directory";

export type Program = () => Promise<Record<string, unknown> | void>;

/** The project's own program, loaded only when a session runs it: what `pulumi up` runs, a team's touch included. */
export function defaultProgram(): Program {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(path.join(projectDirectory, "index.ts")) as Program;
}
