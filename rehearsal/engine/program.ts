import path from "node:path";
import { projectDirectory } from "../../config/project-directory";

export type Program = () => Promise<Record<string, unknown> | void>;

/** The project's own program, loaded only when a session runs it. */
export function defaultProgram(): Program {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require(path.join(projectDirectory, "components", "platform.ts")) as { platform: Program }).platform;
}
