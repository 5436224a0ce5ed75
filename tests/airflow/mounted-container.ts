import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ContainerSpec } from "../../openmetadata/tasks/container-spec";
import { run } from "../containers/parts";
import { type ContainerRun, environmentOf } from "../containers/run-container";
import { endGroup } from "./harness";

/** A container's own command, running on this machine with its mounts: what it may only read it cannot write. */
export interface MountedContainer {
  readonly pid: number | undefined;
  log(): string;
  /** Names of the shared folders that it can write to, asked in its own view of them. */
  writable(): Promise<string[]>;
  stop(): Promise<void>;
}

const canMount = process.getuid?.() === 0;

/** Commands that make the folders read-only in a mount namespace of one's own; only root may. */
const mounts = (container: ContainerSpec, folder: string): string =>
  container.mounts
    .filter(({ readOnly, volume }) => readOnly && volume !== "bootstrap")
    .map(({ volume }) => join(folder, volume))
    .map((path) => `mount --bind '${path}' '${path}' && mount -o remount,ro,bind '${path}'`)
    .join(" && ");

/**
 * Starts a container's entry point and command with exactly its environment, in a process group of its own. `folder` holds
 * the shared folders under the names of their volumes.
 */
export function startMounted(container: ContainerSpec, settings: ContainerRun, folder: string): MountedContainer {
  const output = join(folder, "output");
  mkdirSync(output, { recursive: true });
  const file = join(output, `${container.name}.log`);
  const descriptor = openSync(file, "w");
  const command = [...(container.entryPoint ?? []), ...(container.command ?? [])];
  const readOnly = mounts(container, folder);
  const words =
    canMount && readOnly !== ""
      ? ["unshare", "--mount", "sh", "-c", `${readOnly} && exec "$@"`, "sh", ...command]
      : command;
  const [program = "", ...args] = words;
  const child = spawn(program, args, {
    env: environmentOf(container, settings),
    detached: true,
    stdio: ["ignore", descriptor, descriptor],
  });
  closeSync(descriptor);
  const onExit = () => {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  };
  process.once("exit", onExit);
  return {
    pid: child.pid,
    log: () => readFileSync(file, "utf8"),
    writable: () => writableFolders(child.pid, container, folder),
    stop: async () => {
      process.removeListener("exit", onExit);
      await endGroup(child);
    },
  };
}

async function writableFolders(pid: number | undefined, container: ContainerSpec, folder: string): Promise<string[]> {
  const volumes = container.mounts.filter(({ volume }) => volume !== "bootstrap");
  if (!canMount) return volumes.filter(({ readOnly }) => !readOnly).map(({ volume }) => volume);
  const found: string[] = [];
  for (const { volume } of volumes) {
    const probe = join(folder, volume, ".probe");
    const command = ["nsenter", "--mount", "--target", String(pid), "sh", "-c", `touch '${probe}' && rm '${probe}'`];
    if ((await run(command, { PATH: process.env.PATH })).status === 0) found.push(volume);
  }
  return found;
}
