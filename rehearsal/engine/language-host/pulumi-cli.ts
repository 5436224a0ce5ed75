import type { ChildProcess } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { projectDirectory } from "../../../config/project-directory";
import { RehearsalError } from "../errors";
import { EventRecorder } from "../operations";
import { noteInputs } from "../registrations";
import { RehearsalSession, type Run, type SessionOptions } from "../session";
import type { CommandOutcome } from "../command";
import type { StackState } from "../workspace";
import { serveLanguageHost, type LanguageHost } from "./host";
import type { ProgramServer } from "./program-server";

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
    return PulumiCommandLine.on(await RehearsalSession.start(options), options.projectDirectory ?? projectDirectory);
  }

  /**
   * The program of a folder, which may be another one than the session's, on a session that runs.
   * @param programs a process that has it loaded already
   */
  static async on(session: RehearsalSession, project: string, programs?: ProgramServer): Promise<PulumiCommandLine> {
    const host = await serveLanguageHost(session, programs);
    const directory = mkdtempSync(path.join(session.workspace.root, "cli-"));
    for (const name of readdirSync(project)) {
      if (!leftBehind.test(name)) symlinkSync(path.join(project, name), path.join(directory, name));
    }
    copyFileSync(path.join(project, "Pulumi.yaml"), path.join(directory, "Pulumi.yaml"));
    // What the program reads beside its stack file, such as Pulumi.README.md, is the project's.
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
      env: { PULUMI_DEBUG_LANGUAGES: this.host.debugLanguages, PULUMI_DEBUG_COMMANDS: "true" },
      ...(onStart && { onStart }),
    });
  }

  /** The same with the engine's events, and with what failed as an error; no outputs. */
  async engineRun(kind: "preview" | "up"): Promise<Pick<Run, "operations" | "diagnostics" | "outputs" | "passed">> {
    const log = path.join(this.directory, `${kind}.events`);
    const recorder = new EventRecorder();
    const words = kind === "up" ? ["up", "--yes", "--skip-preview"] : ["preview"];
    const { code, stdout, stderr } = await this.run([...words, "--event-log", log]);
    if (existsSync(log))
      for (const line of readFileSync(log, "utf8").split("\n"))
        if (line.trim() !== "") recorder.record(JSON.parse(line) as EngineEvent);
    rmSync(log, { force: true });
    noteInputs(this.session.graph, recorder.operations);
    recorder.notePassed(this.session.leniency.take());
    if (code !== 0)
      throw new RehearsalError(
        kind,
        this.session.stackName,
        recorder,
        Object.assign(new Error(stderr), { stdout, stderr }),
      );
    const stack = recorder.operations.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn ?? "";
    return {
      operations: recorder.operations,
      diagnostics: recorder.diagnostics,
      passed: recorder.passed,
      outputs: recorder.outputs.get(stack) ?? {},
    };
  }

  /** Ends the host and leaves the session. */
  close(): void {
    this.host.close();
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
