import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectDirectory } from "../config/project-directory";
import { stackFile, stackNames } from "../config/stack-file/stack-files";
import { row } from "./bench-figures";

const loader = path.join(projectDirectory, "runtime", "load-typescript.cjs");
const program = path.join(projectDirectory, "rehearsal", "command", "main.ts");

/** Previews many environments in one command, then each by a command of its own. */
export const benchMany = (count: number): void => {
  const folder = mkdtempSync(path.join(tmpdir(), "openmetadata-bench-"));
  try {
    const files = environments(count, folder);
    const together = timed(() => rehearse(files));
    const single = timed(() => files.forEach((file) => rehearse([file])));
    console.log(`\n${count} environments in one command against ${count} commands (aim 0.6)`);
    row("wall time, ms", [together], [single]);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Copies of the project's stack files under names of their own. */
const environments = (count: number, folder: string): string[] => {
  const sources = stackNames(projectDirectory).map(stackFile);
  return Array.from({ length: count }, (_, index) => {
    const source = sources[index % sources.length] ?? "";
    const file = path.join(folder, `Pulumi.environment-${index + 1}.yaml`);
    writeFileSync(file, readFileSync(source));
    return file;
  });
};

const rehearse = (files: readonly string[]): void => {
  const words = files.flatMap((file) => ["--stack-file", file]);
  execFileSync(process.execPath, ["--require", loader, program, "--preview-only", ...words], {
    cwd: projectDirectory,
    stdio: "pipe",
  });
};

const timed = (work: () => void): number => {
  const began = performance.now();
  work();
  return performance.now() - began;
};
