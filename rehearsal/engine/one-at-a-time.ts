import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** The process that wrote a lock file is still there. One that is not ours to signal is there, too. */
function isAlive(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, "utf8")), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Does work that several processes may want at the same time, in one of them; the others wait and then use what it made.
 * A lock whose process is gone is taken over.
 * @param lock file that stands for the work while it lasts
 * @param made what an earlier process made, if anything
 * @param waiting told once, when another process is at work
 */
export async function oneAtATime<Result>(
  lock: string,
  { made, work, waiting }: { made(): Result | undefined; work(): Promise<Result>; waiting(): void },
): Promise<Result> {
  mkdirSync(path.dirname(lock), { recursive: true });
  for (let told = false; ;) {
    const result = made();
    if (result !== undefined) return result;
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (!isAlive(lock)) rmSync(lock, { force: true });
      else {
        if (!told) waiting();
        told = true;
        await pause(500);
      }
    }
  }
  try {
    return made() ?? (await work());
  } finally {
    rmSync(lock, { force: true });
  }
}
