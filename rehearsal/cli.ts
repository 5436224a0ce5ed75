import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

export const pinnedVersion = "3.255.0";

/** The project's cache, outside the project: `${XDG_CACHE_HOME:-~/.cache}/openmetadata-pulumi`. */
export const cacheDirectory = (): string =>
  path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache"), "openmetadata-pulumi");

const run = promisify(execFile);

let found: Promise<string> | undefined;

/** Path of a Pulumi CLI that works. */
export const pulumiCli = (): Promise<string> => (found ??= findCli());

async function findCli(): Promise<string> {
  const cached = path.join(cacheDirectory(), `pulumi-v${pinnedVersion}`, "pulumi");
  try {
    await run("pulumi", ["version"]);
    return "pulumi";
  } catch {
    if (existsSync(cached)) return cached;
    throw new Error("No Pulumi CLI found.");
  }
}
