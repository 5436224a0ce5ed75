import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { RehearsalSession, Run } from "../rehearsal/engine/session";
import { PulumiCommandLine } from "../rehearsal/engine/language-host/pulumi-cli";

/** A program that runs on a session. */
export interface RunningProgram {
  run(kind: "preview" | "up"): Promise<Pick<Run, "operations" | "diagnostics" | "outputs">>;
  close(): void;
}

export type ProgramOpener = (session: RehearsalSession) => Promise<RunningProgram>;

/** By its own `Pulumi.yaml`, in processes of its own, with its own `@pulumi/pulumi`. */
export const programOf =
  (folder: string): ProgramOpener =>
  async (session) => {
    const line = await PulumiCommandLine.on(session, folder);
    return { run: (kind) => line.engineRun(kind), close: () => line.close() };
  };

/** In this process, which is quicker: only for this project's own program, as it is now. */
export const programHere: ProgramOpener = async (session) => ({
  run: (kind) => session[kind](),
  close: () => undefined,
});

const plainEntry =
  'import { platform } from "./components/platform"; import { teamTouch } from "./components/team"; export = () => platform(teamTouch());';

/** Whether a folder's entry point only hands on `platform`, so that calling it here is running it. */
export const isPlainProgram = (folder: string): boolean => {
  const entry = path.join(folder, "index.ts");
  if (!existsSync(entry)) return false;
  const code = readFileSync(entry, "utf8").replace(/\/\/.*$/gm, "");
  return code.split(/\s+/).filter(Boolean).join(" ") === plainEntry;
};
