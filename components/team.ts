import { existsSync } from "node:fs";
import path from "node:path";
import { projectDirectory } from "../config/project-directory";
import type { StackConfig } from "../config/stack-config";
import type { AwsPlatform } from "./aws/platform";

/** What a team adds to the program in files of its own, `team/index.ts`, which no release of this project touches. */
export interface TeamTouch {
  /** Called before any resource is made: for transformations, which may change every resource that follows. */
  before?(config: StackConfig): void | Promise<void>;
  /** Called with the platform that was made: for resources beside it. What it returns is the output `team`. */
  after?(platform: AwsPlatform, config: StackConfig): Record<string, unknown> | void;
}

/** The team's touch; nothing where there is no `team/index.ts`. Throws when that exports no `touch`. */
export function teamTouch(project: string = projectDirectory): TeamTouch {
  const file = path.join(project, "team", "index.ts");
  if (!existsSync(file)) return {};
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { touch } = require(file) as { touch?: TeamTouch };
  if (typeof touch !== "object" || touch === null)
    throw new Error(
      "team/index.ts exports no touch. Write: export const touch: TeamTouch = { … }; examples/team.ts is one.",
    );
  return touch;
}
