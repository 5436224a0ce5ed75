import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { endWithThis } from "./left-behind";

export interface CommandOutcome {
  stdout: string;
  stderr: string;
  code: number;
  /** The signal that ended it, such as SIGKILL. */
  killedBy?: string;
}

export interface CommandOptions {
  cwd: string;
  env: Record<string, string>;
  onStart?: (process: ChildProcess) => void;
  signal?: AbortSignal;
}

/** Variables of the caller that a rehearsal passes on: none that names an account, a project or a passphrase. */
const passedOn = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "LANG", "USER", "SystemRoot", "GOMEMLIMIT"];

/** The environment of a Pulumi process: the given variables, and of the caller's what every process needs. */
export const cleanEnvironment = (variables: Record<string, string>): Record<string, string> => ({
  ...Object.fromEntries(
    passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  ),
  PULUMI_SKIP_UPDATE_CHECK: "true",
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  PULUMI_AUTOMATION_API: "true",
  NO_COLOR: "1",
  ...variables,
});

/** Runs the Pulumi CLI to its end. */
export function runPulumi(command: string, args: string[], options: CommandOptions): Promise<CommandOutcome> {
  const { cwd, env, onStart, signal } = options;
  return new Promise((resolve, reject) => {
    const searchPath = path.isAbsolute(command) ? [path.dirname(command), env.PATH].join(path.delimiter) : env.PATH;
    const child = spawn(command, args, {
      cwd,
      env: { ...env, PATH: searchPath ?? "" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    endWithThis(child);
    onStart?.(child);
    const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout.on("data", (chunk: Buffer) => chunks.stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.stderr.push(chunk));
    signal?.addEventListener("abort", () => child.kill("SIGINT"));
    child.on("error", reject);
    child.on("close", (code, killedBy) =>
      resolve({
        stdout: Buffer.concat(chunks.stdout).toString("utf8"),
        stderr: Buffer.concat(chunks.stderr).toString("utf8"),
        code: code ?? (killedBy === null ? 1 : 137),
        ...(killedBy !== null && { killedBy }),
      }),
    );
  });
}
