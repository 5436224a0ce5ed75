import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  copyFileSync,
} from "node:fs";
import path from "node:path";

const lockFile = "package-lock.json";
const files = ["package.json", lockFile, ".npmrc"];

const textOf = (folder: string, name: string): string => {
  const file = path.join(folder, name);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
};

/** Packages whose version in the two lock files is not the same, as `name 1.0.0 → 1.1.0`; those of the program only. */
export const dependencyBumps = (base: string, head: string): string[] => {
  const [before, after] = [base, head].map(programPackages) as [Map<string, string>, Map<string, string>];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .sort()
    .map((name) => `${name} ${before.get(name) ?? "(new)"} → ${after.get(name) ?? "(gone)"}`);
};

const programPackages = (folder: string): Map<string, string> => {
  const versions = new Map<string, string>();
  try {
    const { packages = {} } = JSON.parse(textOf(folder, lockFile)) as {
      packages?: Record<string, { version?: string; dev?: boolean }>;
    };
    const direct = packages[""] as { dependencies?: Record<string, string> } | undefined;
    for (const name of Object.keys(direct?.dependencies ?? {})) {
      const version = packages[`node_modules/${name}`]?.version;
      if (version) versions.set(name, version);
    }
  } catch {
    // No lock file, or none that npm wrote: nothing can be said of its packages.
  }
  return versions;
};

/**
 * Gives a folder of the cache the modules that its lock file names: the project's own where the lock files agree, else
 * installed once, without install scripts, into a folder of the cache that the lock file's hash names.
 */
export const provideModules = async (
  folder: string,
  project: string,
  cache: string,
  progress: (line: string) => void,
): Promise<void> => {
  const link = path.join(folder, "node_modules");
  rmSync(link, { recursive: true, force: true });
  const own = path.join(project, "node_modules");
  if (textOf(folder, lockFile) === textOf(project, lockFile) && existsSync(own)) return symlinkSync(own, link);
  symlinkSync(await installed(folder, cache, progress), link);
};

/** Where the modules that a folder's lock file names are kept. */
export const keptModules = (folder: string, cache: string): string => {
  const hash = createHash("sha256");
  for (const name of files) hash.update(`${name}\n${textOf(folder, name)}\n`);
  return path.join(cache, "modules", hash.update(process.version.split(".")[0]!).digest("hex").slice(0, 24));
};

const installed = async (folder: string, cache: string, progress: (line: string) => void): Promise<string> => {
  const kept = keptModules(folder, cache);
  const modules = path.join(kept, "node_modules");
  if (existsSync(modules)) return modules;
  progress("npm ci of the base's dependencies, once for its lock file …");
  mkdirSync(path.dirname(kept), { recursive: true });
  const aside = mkdtempSync(`${kept}.`);
  try {
    for (const name of files.filter((one) => existsSync(path.join(folder, one))))
      copyFileSync(path.join(folder, name), path.join(aside, name));
    await npmCi(aside);
    mkdirSync(path.join(aside, "node_modules"), { recursive: true });
    if (!existsSync(kept)) renameSync(aside, kept);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return modules;
};

const npmCi = (folder: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    const child = spawn("npm", words, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk) => (said = (said + String(chunk)).slice(-4000)));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`The base's dependencies could not be installed (npm ci, status ${code}):\n${said.trim()}`)),
    );
  });
