import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { projectDirectory } from "../../config/project-directory";

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly env?: Readonly<Record<string, unknown>>;
  readonly environment?: unknown;
  readonly concurrency?: unknown;
}

export interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = path.join(projectDirectory, ".github", "workflows");

/** The workflows that the project ships, by file, with their texts. */
export const workflows: ReadonlyMap<string, { readonly text: string; readonly workflow: Workflow }> = new Map(
  readdirSync(folder).map((file) => {
    const text = readFileSync(path.join(folder, file), "utf8");
    return [file, { text, workflow: parse(text) as Workflow }];
  }),
);

/** Values of the expressions that a step's `env` names; one that is missing is a mistake of the test. */
export type Context = Readonly<Record<string, string>>;

const expression = /\$\{\{\s*(.*?)\s*\}\}/g;

const valueOf = (text: string, context: Context): string =>
  text.replace(expression, (_, name: string) => {
    const value = context[name];
    if (value === undefined) throw new Error(`the test gives no value for \${{ ${name} }}`);
    return value;
  });

export interface StepRun {
  readonly code: number;
  readonly output: string;
}

/** Runs a step of a job as GitHub's runner does: bash, fail on error and in pipes, its `env`, in the checkout's folder. */
export function runStep(
  [file, job, name]: readonly [file: string, job: string, step: string],
  context: Context,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<StepRun> {
  const found = workflows.get(file)?.workflow.jobs[job];
  const step = found?.steps?.find((one) => one.name === name);
  if (step?.run === undefined) throw new Error(`${file} has no step ${job} / ${name} that runs something`);
  if (/\$\{\{/.test(step.run)) throw new Error(`${file}, ${name}: an expression in a script is an injection`);
  const env = Object.fromEntries(
    Object.entries({ ...found?.env, ...step.env }).map(([key, value]) => [key, valueOf(String(value), context)]),
  );
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run!], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += String(chunk)));
    child.stderr.on("data", (chunk) => (output += String(chunk)));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
