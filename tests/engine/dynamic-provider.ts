import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { projectDirectory } from "../../config/project-directory";
import { PulumiCommandLine } from "../../rehearsal/engine/language-host/pulumi-cli";
import { type Program, RehearsalSession } from "../../rehearsal/engine/session";

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

  /** A session whose dynamic resources run in the SDK's own provider, against AWS's APIs at `endpoint`. */
  async session(stackName: string, program: Program, endpoint: string): Promise<RehearsalSession> {
    const session = await RehearsalSession.start({
      stackName,
      configuration: { "aws:region": "eu-west-1", "aws:accessKey": "AKIAFIRST", "aws:secretKey": "key" },
      fillSecrets: false,
      program,
      officialPlugins: ["pulumi-nodejs"],
      environment: { ...this.environment, AWS_ENDPOINT_URL: endpoint },
    });
    this.link(session);
    return session;
  }

  /**
   * Kills an `up` once something holds, and repeats it after `meanwhile`.
   * @param resource the only resource of the program: a class of components/aws/tasks/step-resource.ts, its name and inputs
   */
  async killedAndRepeated(
    session: RehearsalSession,
    resource: { readonly class: string; readonly name: string; readonly inputs: object },
    holds: () => boolean,
    meanwhile: () => void,
  ): Promise<{ readonly code: number; readonly stdout: string }> {
    const source = JSON.stringify(path.join(projectDirectory, "components", "aws", "tasks", "step-resource"));
    const made = `new ${resource.class}(${JSON.stringify(resource.name)}, ${JSON.stringify(resource.inputs)})`;
    const folder = this.projectOf(`import { ${resource.class} } from ${source};\nexport = async () => void ${made};\n`);
    const commandLine = await PulumiCommandLine.on(session, folder);
    try {
      const up = ["up", "--yes", "--skip-preview"];
      const { killedBy } = await commandLine.run(up, (child) => {
        void (async () => {
          while (!holds()) await delay(50);
          child.kill("SIGKILL");
        })();
      });
      assert.equal(killedBy, "SIGKILL");
      this.endAll();
      await session.recover();
      meanwhile();
      return await commandLine.run(up);
    } finally {
      commandLine.close();
    }
  }

  /** Makes the folder that the engine runs in stand for the user's project, whose module the provider loads. */
  link({ workspace }: RehearsalSession): void {
    for (const name of linked) symlinkSync(path.join(projectDirectory, name), path.join(workspace.directory, name));
  }

  /** A project of its own with this program: killed with its engine, it needs a process of its own. */
  private projectOf(program: string): string {
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
