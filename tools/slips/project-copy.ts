import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A throw-away copy of the project's own files, with the packages of the original; the function removes it. */
export function projectCopy(directory: string): { readonly copy: string; readonly remove: () => void } {
  const copy = mkdtempSync(path.join(tmpdir(), "openmetadata-slips-"));
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", list, { cwd: directory, encoding: "utf8", maxBuffer: 2 ** 26 });
  for (const file of files.split("\0").filter((name) => name !== "")) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    cpSync(path.join(directory, file), path.join(copy, file), { force: true });
  }
  symlinkSync(realpathSync(path.join(directory, "node_modules")), path.join(copy, "node_modules"));
  return { copy, remove: () => rmSync(copy, { recursive: true, force: true }) };
}
