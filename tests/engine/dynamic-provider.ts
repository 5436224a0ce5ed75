import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectDirectory } from "../../config/project-directory";
import type { RehearsalSession } from "../../rehearsal/engine/session";

const linked = ["runtime", "node_modules"];

/** The SDK's own provider of dynamic resources, which the engine finds on the PATH, as it does for users. */
export class DynamicProvider {
  readonly folder = mkdtempSync(path.join(tmpdir(), "dynamic-provider-"));
  private readonly pids = path.join(this.folder, "pids");

  constructor() {
    const program = `#!/bin/sh
echo $$ >>"$STEP_PIDS"
exec ${process.execPath} ./node_modules/@pulumi/pulumi/cmd/dynamic-provider "$@"
`;
    writeFileSync(path.join(this.folder, "pulumi-resource-pulumi-nodejs"), program, { mode: 0o755 });
  }

  /** For the engine of a session. */
  get environment(): Record<string, string> {
    return { PATH: [this.folder, process.env.PATH ?? ""].join(path.delimiter), STEP_PIDS: this.pids };
  }

  /** Makes the folder that the engine runs in stand for the user's project, whose module the provider loads. */
  link({ workspace }: RehearsalSession): void {
    for (const name of linked) symlinkSync(path.join(projectDirectory, name), path.join(workspace.directory, name));
  }

  /** A project of its own with this program: killed with its engine, it needs a process of its own. */
  projectOf(program: string): string {
    const folder = mkdtempSync(path.join(this.folder, "project-"));
    writeFileSync(path.join(folder, "index.ts"), program);
    copyFileSync(path.join(projectDirectory, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
    for (const name of linked) symlinkSync(path.join(projectDirectory, name), path.join(folder, name));
    return folder;
  }

  /** Ends those that a killed engine left behind. */
  endAll(): void {
    if (!existsSync(this.pids)) return;
    for (const pid of readFileSync(this.pids, "utf8").trim().split("\n").map(Number)) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended with its engine.
      }
    }
    rmSync(this.pids);
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
