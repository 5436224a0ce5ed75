import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { either, steps } from "../problems/commands";
import type { KitFile } from "../openmetadata/airflow-kit/settings";

/** Lists what the kit wrote, so that the next run knows its own files. */
const listName = ".airflow-kit.json";

/** What {@link writeKit} did. */
export interface WrittenKit {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Writes the kit. A file that the kit did not write before, or that was changed since, is foreign: with one in the way
 * nothing is written at all, unless `force`; `command` is how that is asked for. Files of an earlier kit that are not in this one are left alone.
 */
export function writeKit(
  directory: string,
  files: readonly KitFile[],
  force: boolean,
  command = "npm run airflow-kit -- STACK",
): WrittenKit {
  const before = ownFiles(directory);
  const current = (path: string) =>
    existsSync(join(directory, path)) ? readFileSync(join(directory, path), "utf8") : undefined;
  const changed = files.filter(({ path, text }) => current(path) !== text);
  const foreign = changed.filter(({ path }) => {
    const found = current(path);
    return found !== undefined && before[path] !== fingerprint(found);
  });
  if (foreign.length > 0 && !force) {
    const names = foreign.map(({ path }) => path).join(", ");
    throw new Error(
      `${directory} holds files that are not the kit's own or were changed since: ${names}. Nothing was written.\n${either(
        steps("Choose another folder", `${command} --out FOLDER`),
        steps("Or overwrite them", `${command} --out ${directory} --force`),
      )}`,
    );
  }
  for (const { path, text, executable } of changed) {
    const target = join(directory, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    chmodSync(target, executable === true ? 0o755 : 0o644);
  }
  const list = { ...before, ...Object.fromEntries(files.map(({ path, text }) => [path, fingerprint(text)])) };
  mkdirSync(directory, { recursive: true });
  writeFileSync(
    join(directory, listName),
    `${JSON.stringify(Object.fromEntries(Object.entries(list).sort()), null, 2)}\n`,
  );
  const written = changed.map(({ path }) => path);
  return { written, unchanged: files.map(({ path }) => path).filter((path) => !written.includes(path)) };
}

const fingerprint = (text: string): string => createHash("sha256").update(text).digest("hex");

function ownFiles(directory: string): Record<string, string> {
  const path = join(directory, listName);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, string>) : {};
}
