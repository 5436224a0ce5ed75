import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { oneAtATime } from "./one-at-a-time";

/** Version of the CLI that is installed or built where there is none, and with which everything is tested. */
export const pinnedVersion = "3.276.0";

/** Oldest CLI on PATH that will do: the first to send its events over a socket, as the Automation API asks. */
export const oldestVersion = "3.206.0";

/** The project's cache, outside the project: `${XDG_CACHE_HOME:-~/.cache}/openmetadata-pulumi`. */
export const cacheDirectory = (): string =>
  path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache"), "openmetadata-pulumi");

export interface CliSearch {
  /** Told what is being done, before it is done. */
  progress?: (line: string) => void;
  /** The steps, for tests; default: cliSteps. */
  steps?: readonly CliStep[];
}

/** One way to come by a CLI. */
export interface CliStep {
  name: string;
  /** The CLI's path; undefined when this way is not open; throws when it failed. */
  find(progress: (line: string) => void): Promise<string | undefined>;
}

let found: Promise<string> | undefined;

/** Path of a Pulumi CLI that works, found once in a process. */
export const pulumiCli = (search: CliSearch = {}): Promise<string> => {
  found ??= findCli(search).catch((error: unknown) => {
    found = undefined;
    throw error;
  });
  return found;
};

/** Tries each way in turn: on PATH, the project's cache, the official installer, a build from source. */
export async function findCli({ progress = () => {}, steps = cliSteps() }: CliSearch = {}): Promise<string> {
  const failures: string[] = [];
  for (const { name, find } of steps) {
    try {
      const command = await find(progress);
      if (command !== undefined) return command;
      failures.push(`${name}: not there`);
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message.trim().split("\n")[0]}`);
    }
  }
  throw new Error(
    [
      "No Pulumi CLI could be found, installed or built.",
      ...failures.map((failure) => `  - ${failure}`),
      `Install Pulumi ${pinnedVersion} or newer (https://www.pulumi.com/docs/install/) so that "pulumi version" works,`,
      "or install Go 1.26.6 or newer, with access to a Go module proxy, and run this again.",
    ].join("\n"),
  );
}

export function cliSteps(): CliStep[] {
  const installed = path.join(cacheDirectory(), `pulumi-v${pinnedVersion}`);
  return [
    { name: "pulumi on PATH", find: async () => ((await isNewEnough("pulumi")) ? "pulumi" : undefined) },
    {
      name: `the project's cache (${installed})`,
      find: async () => kept(installed),
    },
    { name: "the official installer", find: (progress) => onceIn(installed, install, progress) },
    { name: "a build with Go", find: (progress) => onceIn(installed, build, progress) },
  ];
}

/** The CLI that was installed or built before. It was moved here whole, so it is not asked again what it is. */
const kept = (root: string): string | undefined =>
  [path.join(root, "pulumi"), path.join(root, "bin", "pulumi")].find((command) => existsSync(command));

type Way = (root: string, progress: (line: string) => void) => Promise<string>;

/** A second process that wants the CLI waits for the first instead of building its own. */
const onceIn = (root: string, way: Way, progress: (line: string) => void): Promise<string> =>
  oneAtATime(`${root}.lock`, {
    made: () => kept(root),
    work: () => way(root, progress),
    waiting: () => progress(`Waiting for another process that is bringing Pulumi ${pinnedVersion} into ${root} …`),
  });

/** Seconds after which a CLI counts as hanging: a cold one on a busy machine took more than twenty to say its version. */
const longestAnswer = 120;

/** Whether a CLI is there and no older than what is needed; throws when it gives no answer. */
export async function isNewEnough(command: string): Promise<boolean> {
  try {
    const version = /^v?(\d+)\.(\d+)\.(\d+)/.exec((await run(command, ["version"], { seconds: longestAnswer })).trim());
    if (!version) return false;
    const wanted = oldestVersion.split(".").map(Number);
    const difference = version.slice(1).map((part, index) => Number(part) - wanted[index]!);
    return (difference.find((part) => part !== 0) ?? 0) >= 0;
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    return false;
  }
}

async function install(root: string, progress: (line: string) => void): Promise<string> {
  progress(`Installing Pulumi ${pinnedVersion} with the official installer into ${root} …`);
  // Installed elsewhere first, so that what is half there is never taken for a CLI.
  const folder = temporaryBeside(root);
  try {
    await withinSeconds(
      120,
      PulumiCommand.install({ root: folder, version: semanticVersion(pinnedVersion), skipVersionCheck: true }),
    );
    mkdirSync(root, { recursive: true });
    renameSync(path.join(folder, "bin"), path.join(root, "bin"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return path.join(root, "bin", "pulumi");
}

type SemanticVersion = NonNullable<NonNullable<Parameters<typeof PulumiCommand.install>[0]>["version"]>;

/** The Automation API compares versions as objects of the semver package that it brings itself. */
function semanticVersion(version: string): SemanticVersion {
  const file = require.resolve("semver", { paths: [require.resolve("@pulumi/pulumi")] });
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { SemVer } = require(file) as { SemVer: new (text: string) => SemanticVersion };
  return new SemVer(version);
}

const packageName = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

async function build(root: string, progress: (line: string) => void): Promise<string> {
  const go = await run("go", ["env", "GOVERSION"], { seconds: 20 }).catch(() => undefined);
  if (go === undefined) throw new Error("Go is not installed");
  progress(
    `Building Pulumi ${pinnedVersion} with ${go.trim()} from tools/pulumi-cli, once; this takes about five minutes …`,
  );
  const folder = temporaryBeside(root);
  try {
    const flags = `-s -w -X ${versionVariable}=v${pinnedVersion}`;
    const modules = path.resolve(__dirname, "..", "..", "tools", "pulumi-cli");
    await run("go", ["build", "-mod=readonly", "-ldflags", flags, "-o", path.join(folder, "pulumi"), packageName], {
      cwd: modules,
      seconds: 1800,
    });
    mkdirSync(root, { recursive: true });
    renameSync(path.join(folder, "pulumi"), path.join(root, "pulumi"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  progress(`Pulumi ${pinnedVersion} is kept in ${root}.`);
  return path.join(root, "pulumi");
}

function temporaryBeside(folder: string): string {
  mkdirSync(path.dirname(folder), { recursive: true });
  return mkdtempSync(`${folder}.`);
}

/** A command that hangs; it is there, so this is not the same as having none. */
class NoAnswer extends Error {}

const withinSeconds = <T>(seconds: number, work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error(`no answer within ${seconds} seconds`)), seconds * 1000).unref();
    }),
  ]);

function run(command: string, args: string[], { cwd, seconds }: { cwd?: string; seconds: number }): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...(cwd && { cwd }),
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    // Node's own time limit would keep this process waiting where there is no such command.
    const limit = setTimeout(() => {
      child.kill();
      reject(new NoAnswer(`${[command, ...args].join(" ")}: no answer within ${seconds} seconds`));
    }, seconds * 1000).unref();
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += String(chunk)));
    child.stderr.on("data", (chunk) => (stderr += String(chunk)));
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(limit);
      if (code === 0) resolve(stdout);
      else reject(new Error(stderr.trim() || `exit status ${code}`));
    });
  });
}
