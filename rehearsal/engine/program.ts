import path from "node:path";

export type Program = () => Promise<Record<string, unknown> | void>;

/** This project, which holds the program and its `Pulumi.yaml`. */
export const projectRoot = path.resolve(__dirname, "../..");

/** The project's own program, loaded only when a session runs it. */
export function defaultProgram(): Program {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require(path.join(projectRoot, "components", "platform.ts")) as { platform: Program }).platform;
}
