import { spawn, type ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";

/** Folders of this process that are to go, however it ends. */
const folders = new Set<string>();
const engines = new Set<ChildProcess>();
let guard: ChildProcess | undefined;
let isHeard = false;

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });

/**
 * Waits until this process is gone, which closes its standard input, and removes the folders that are still to go. An engine that
 * outlives its rehearsal for a moment may write once more, so that it goes on doing so for a while.
 */
const guardScript = `while IFS= read -r line; do
  case $line in
    +*) set -- "$@" "\${line#+}" ;;
    -*) for folder; do shift; [ "$folder" = "\${line#-}" ] || set -- "$@" "$folder"; done ;;
  esac
done
[ $# -eq 0 ] && exit
for turn in 1 2 3 4 5 6 7 8 9 10; do rm -rf -- "$@" 2>/dev/null; sleep 1; done`;

/** A process of a group of its own, which neither Ctrl-C nor the end of this one ends. Where there is no shell there is none. */
function startGuard(): ChildProcess {
  const started = spawn("sh", ["-c", guardScript], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  started.on("error", () => undefined);
  started.stdin?.on("error", () => undefined);
  started.unref();
  (started.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return started;
}

/** Engines end with this process, before what they work on is removed. */
function end(): void {
  engines.forEach((engine) => engine.kill("SIGKILL"));
  folders.forEach(remove);
}

/** Has an engine ended with this process. */
export function endWithThis(engine: ChildProcess): void {
  engines.add(engine);
  engine.once("close", () => engines.delete(engine));
}

/** Has a folder removed when this process ends, in any way: by itself, by a signal, or killed. */
export function removeAtTheEnd(folder: string): void {
  folders.add(folder);
  if (!isHeard) process.on("exit", end);
  isHeard = true;
  if (process.platform === "win32" || folder.includes("\n")) return;
  if (guard?.stdin?.writable !== true) guard = startGuard();
  guard.stdin?.write(`+${folder}\n`);
}

/** Removes a folder now. */
export function removeNow(folder: string): void {
  remove(folder);
  folders.delete(folder);
  if (guard?.stdin?.writable) guard.stdin.write(`-${folder}\n`);
}

/** Ctrl-C, a closed terminal or a CI job that is cancelled: what was made goes, and nothing else is said. */
export function endOnSignals(): void {
  for (const [signal, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
    ["SIGHUP", 1],
  ] as const)
    process.once(signal, () => process.exit(128 + number));
}
