import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import path from "node:path";
import { projectDirectory } from "../../config/project-directory";

/** Runs git in a folder, as somebody; returns what it prints. */
export const gitIn =
  (folder: string) =>
  (...words: string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", "-C", folder, ...words], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();

/** A clone whose `main`, and origin's, is the project as it is here, changes that are not committed yet included. */
export function cloneProject(clone: string): void {
  execFileSync("git", ["clone", "--quiet", "--no-hardlinks", projectDirectory, clone], { stdio: "ignore" });
  const changed = execFileSync("git", ["-C", projectDirectory, "diff", "HEAD", "--binary"], { encoding: "utf8" });
  if (changed !== "") execFileSync("git", ["-C", clone, "apply", "--index"], { input: changed });
  symlinkSync(path.join(projectDirectory, "node_modules"), path.join(clone, "node_modules"));
  const git = gitIn(clone);
  git("checkout", "--quiet", "-B", "main");
  git("commit", "--quiet", "--allow-empty", "--message", "base");
  git("update-ref", "refs/remotes/origin/main", "HEAD");
}
