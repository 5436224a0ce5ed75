import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { RehearsalSession, Run } from "../rehearsal/engine/session";
import { ProgramServer } from "../rehearsal/engine/language-host/program-server";
import { PulumiCommandLine } from "../rehearsal/engine/language-host/pulumi-cli";

/** A program that runs on a session. */
export interface RunningProgram {
  run(kind: "preview" | "up"): Promise<Pick<Run, "operations" | "diagnostics" | "outputs">>;
  close(): void;
}

/** One side's program, which runs on any session. */
export interface Side {
  open(session: RehearsalSession): Promise<RunningProgram>;
  /** Ends what serves it. */
  end(): Promise<void>;
}

/**
 * By its own `Pulumi.yaml`, with its own `@pulumi/pulumi`: in one process for all stacks where it exports a function, else
 * in a process for each run.
 */
export const programOf = (folder: string): Side => {
  let server: Promise<ProgramServer | undefined> | undefined;
  return {
    async open(session) {
      const line = await PulumiCommandLine.on(session, folder, await (server ??= ProgramServer.start(folder)));
      return { run: (kind) => line.engineRun(kind), close: () => line.close() };
    },
    end: async () => (await server)?.close(),
  };
};

/** In this process, which is quicker: only for this project's own program, as it is now. */
export const programHere: Side = {
  open: async (session) => ({ run: (kind) => session[kind](), close: () => undefined }),
  end: async () => undefined,
};

const plainEntry =
  'import { platform } from "./components/platform"; import { teamTouch } from "./components/team"; export = () => platform(teamTouch());';

/** Whether a folder's entry point only hands on `platform`, so that calling it here is running it. */
export const isPlainProgram = (folder: string): boolean => {
  const entry = path.join(folder, "index.ts");
  if (!existsSync(entry)) return false;
  const code = readFileSync(entry, "utf8").replace(/\/\/.*$/gm, "");
  return code.split(/\s+/).filter(Boolean).join(" ") === plainEntry;
};
