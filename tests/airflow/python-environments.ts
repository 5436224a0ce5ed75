import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "openmetadata-pulumi", "airflow");
const uvVersion = "0.13.9";

export const installHint = "Python with pip is needed, and a package index";

/** A virtual environment of the cache. */
export interface PythonEnvironment {
  readonly directory: string;
  /** Folder of its programs, to be put before PATH. */
  readonly bin: string;
  /** Whether it was made by this call. */
  readonly fresh: boolean;
}

/** uv: from PATH, else from PyPI into the project's cache. It makes virtual environments and downloads each wheel once. */
export function uvProgram(): string {
  try {
    return execFileSync("sh", ["-c", "command -v uv"], { encoding: "utf8" }).trim();
  } catch {
    const directory = join(cache, `uv-${uvVersion}`);
    const program = join(directory, "bin", "uv");
    if (!existsSync(program)) {
      execFileSync("python3", ["-m", "venv", directory], { stdio: "pipe" });
      execFileSync(join(directory, "bin", "pip"), ["install", "--quiet", `uv==${uvVersion}`], { stdio: "pipe" });
    }
    return program;
  }
}

/**
 * A virtual environment with what `install` puts into it, kept under a key of everything in `contents`. Made anew when
 * an earlier attempt did not finish.
 */
export function pythonEnvironment(
  name: string,
  python: string,
  contents: readonly string[],
  install: (environment: PythonEnvironment) => void,
): PythonEnvironment {
  const key = createHash("sha256")
    .update([python, ...contents].join("\0"))
    .digest("hex")
    .slice(0, 16);
  const directory = join(cache, `${name}-${key}`);
  const found = { directory, bin: join(directory, "bin"), fresh: false };
  if (existsSync(join(directory, ".complete"))) return found;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  execFileSync(uvProgram(), ["venv", "--quiet", "--seed", "--python", python, directory], { stdio: "pipe" });
  const made = { ...found, fresh: true };
  install(made);
  writeFileSync(join(directory, ".complete"), "");
  return made;
}

/** Installs with uv, whose cache lies beside the environments so that they share files. */
export function uvInstall(environment: PythonEnvironment, args: readonly string[]): void {
  execFileSync(uvProgram(), ["pip", "install", "--quiet", "--python", join(environment.bin, "python"), ...args], {
    stdio: "pipe",
    env: { ...process.env, UV_CACHE_DIR: join(cache, "..", "uv") },
  });
}
