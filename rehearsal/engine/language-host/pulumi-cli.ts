import type { ChildProcess } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { projectDirectory } from "../../../config/project-directory";
import { RehearsalSession, type SessionOptions } from "../session";
import type { CommandOutcome } from "../command";
import type { StackState } from "../workspace";
import { serveLanguageHost, type LanguageHost } from "./host";

const leftBehind = /^(Pulumi\..*|\.git|\.cache|\.ci)$/;

/**
 * `pulumi` itself on the project's own `Pulumi.yaml` and `index.ts`, with a session's simulated providers and backend
 * and the attached language host. It works in a folder of links to the project, so that nothing writes to the project.
 */
export class PulumiCommandLine {
  private constructor(
    readonly session: RehearsalSession,
    readonly directory: string,
    private readonly host: LanguageHost,
  ) {}

  static async start(options: SessionOptions): Promise<PulumiCommandLine> {
    const session = await RehearsalSession.start(options);
    const host = await serveLanguageHost(session);
    const directory = path.join(session.workspace.root, "cli");
    const project = options.projectDirectory ?? projectDirectory;
    mkdirSync(directory);
    for (const name of readdirSync(project)) {
      if (!leftBehind.test(name)) symlinkSync(path.join(project, name), path.join(directory, name));
    }
    copyFileSync(path.join(project, "Pulumi.yaml"), path.join(directory, "Pulumi.yaml"));
    // Whatever the program reads beside its stack file, such as Pulumi.README.md, is the project's.
    for (const name of readdirSync(project).filter((file) => /^Pulumi\..*\.md$/.test(file))) {
      symlinkSync(path.join(project, name), path.join(directory, name));
    }
    return new PulumiCommandLine(session, directory, host);
  }

  /** Runs `pulumi <args> --stack <stack>` from a folder outside the project. */
  run(args: string[], onStart?: (process: ChildProcess) => void): Promise<CommandOutcome> {
    const { stackName, workspace } = this.session;
    const elsewhere = path.join(workspace.root, "elsewhere");
    mkdirSync(elsewhere, { recursive: true });
    writeFileSync(path.join(this.directory, `Pulumi.${stackName}.yaml`), workspace.configText());
    this.session.forgetGraph();
    return this.session.pulumi([...args, "--stack", stackName, "--cwd", this.directory, "--color", "never"], {
      cwd: elsewhere,
      env: { PULUMI_DEBUG_LANGUAGES: this.host.debugLanguages },
      ...(onStart && { onStart }),
    });
  }

  async dispose(): Promise<void> {
    this.host.close();
    await this.session.dispose();
  }
}

/** One command on a stack file: `withPulumiCli("Pulumi.dev.yaml", ["up", "--yes"])`. */
export async function withPulumiCli(
  stackFile: string,
  args: string[],
): Promise<CommandOutcome & { state: StackState }> {
  const commandLine = await PulumiCommandLine.start({ stackFile });
  try {
    const outcome = await commandLine.run(args);
    return { ...outcome, state: commandLine.session.state() };
  } finally {
    await commandLine.dispose();
  }
}
