/**
 * Refreshes openmetadata/connectors/*.json from the package registry: for each release line the newest
 * openmetadata-ingestion that has a managed-APIs package of the same version, the extras it really declares and the
 * Airflow that its own "airflow" extra pins. Needs Python with pip; reads wheels and installs nothing.
 *
 *   npm run refresh-connectors [-- --line 1.13 --line 2.0]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { lineRanges } from "../openmetadata/releases/lines";
import { compareVersions, minorOf } from "../openmetadata/releases/versions";

const directory = join(__dirname, "..", "openmetadata", "connectors");
/** Minor versions: those with a file, and each line's first and newest. */
const lines = [
  ...readdirSync(directory).flatMap((file) => /^(.*)\.json$/.exec(file)?.[1] ?? []),
  ...lineRanges.flatMap(({ from, newest }) => [minorOf(from), minorOf(newest)]),
]
  .filter((minor, index, all) => all.indexOf(minor) === index)
  .sort(compareVersions);
const python = process.env.PYTHON ?? "python3";

const pip = (...args: string[]) =>
  execFileSync(python, ["-m", "pip", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

/** Every published version of a package, newest first; pre-releases are left out. */
function publishedVersions(name: string): string[] {
  const line = pip("index", "versions", name)
    .split("\n")
    .find((text) => text.startsWith("Available versions:"));
  if (line === undefined) throw new Error(`pip does not say which versions of ${name} exist.`);
  const versions = line
    .slice(line.indexOf(":") + 1)
    .split(",")
    .map((text) => text.trim());
  return versions.filter((version) => /^\d+(\.\d+)+$/.test(version)).sort((a, b) => compareVersions(b, a));
}

const readMetadata = `
import glob, json, re, sys, zipfile
wheel = zipfile.ZipFile(glob.glob(sys.argv[1] + "/*.whl")[0])
text = wheel.read([n for n in wheel.namelist() if n.endswith(".dist-info/METADATA")][0]).decode()
head = text.split("\\n\\n")[0].splitlines()
field = lambda name: [l.split(":", 1)[1].strip() for l in head if l.startswith(name + ":")]
pins = [re.search(r"==\\s*([0-9.]+)", r).group(1) for r in field("Requires-Dist")
        if re.match(r"apache-airflow\\s*\\(?==", r) and re.search(r"extra == [\\"']airflow[\\"']", r)]
print(json.dumps({"python": (field("Requires-Python") or [None])[0], "airflowExtra": pins[0] if pins else None, "extras": sorted(field("Provides-Extra"))}))
`;

/** What one wheel says of itself. */
function packageMetadata(version: string): { python: string | null; airflowExtra: string | null; extras: string[] } {
  const folder = mkdtempSync(join(tmpdir(), "connectors-"));
  try {
    pip(
      "download",
      "--quiet",
      "--no-deps",
      "--ignore-requires-python",
      "--only-binary",
      ":all:",
      "--dest",
      folder,
      `openmetadata-ingestion==${version}`,
    );
    if (readdirSync(folder).length === 0) throw new Error(`openmetadata-ingestion ${version} has no wheel.`);
    return JSON.parse(execFileSync(python, ["-c", readMetadata, folder], { encoding: "utf8" }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** For each image tag (three numbers) the newest package of that tag: packages carry a fourth number. */
function newestByTag(versions: readonly string[]): Record<string, string> {
  const newest: Record<string, string> = {};
  for (const version of versions) newest[version.split(".").slice(0, 3).join(".")] ??= version;
  return newest;
}

function main(): void {
  const command = new Command("npm run refresh-connectors --").option(
    "--line <line>",
    "only this release line (repeatable)",
    (line: string, all: string[]) => [...all, line],
    [],
  );
  const wanted = command.parse().opts<{ line: string[] }>().line;
  const managed = new Set(publishedVersions("openmetadata-managed-apis"));
  const both = publishedVersions("openmetadata-ingestion").filter((version) => managed.has(version));
  for (const line of wanted.length > 0 ? wanted : lines) {
    const versions = both.filter((version) => minorOf(version) === line);
    const newest = versions[0];
    if (newest === undefined) throw new Error(`no openmetadata-ingestion of line ${line} is published.`);
    const document = {
      line,
      package: newest,
      source: `METADATA of openmetadata-ingestion ${newest} on PyPI, read by tools/refresh-connectors.ts`,
      ...packageMetadata(newest),
      packages: newestByTag(versions),
    };
    writeFileSync(join(directory, `${line}.json`), `${JSON.stringify(document, null, 2)}\n`);
    console.log(
      `${line}: ${newest}, ${document.extras.length} extras, Airflow ${document.airflowExtra ?? "not pinned"}`,
    );
  }
}

main();
