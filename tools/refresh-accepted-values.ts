/**
 * Refreshes openmetadata/variables/accepted.json from the package registry: the values that the server takes for a
 * variable whose configuration key is an enumeration. The packages of the ingestion framework carry the models that are
 * generated from the same schemas as the server's. Needs Python with pip; reads wheels and installs nothing.
 *
 *   npm run refresh-accepted-values
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { lineRanges } from "../openmetadata/releases/lines";
import { acceptedModels } from "../openmetadata/variables/accepted-values";

/** One package of each minor release, and the first and last of 1.3, in which two enumerations changed. */
// prettier-ignore
const packages = [
  "0.12.3.1", "0.13.3.0", "1.0.5.0", "1.1.7.5", "1.2.5.3", "1.3.0.1", "1.3.4.0", "1.4.8.0", "1.5.11.0",
  "1.6.2.0", "1.6.12.0", "1.7.0.0", "1.8.2.0", "1.9.0.0", "1.10.3.0", "1.11.0.0", "1.12.0.0", "1.12.6.0",
  "1.13.6.0", "2.0.0.0", "2.0.7.0",
  ...lineRanges.slice(-1).map(({ newest }) => `${newest}.0`),
].filter((version, index, all) => all.indexOf(version) === index);
const python = process.env.PYTHON ?? "python3";

// Prints {variable: values}; null where the model takes any text, nothing where the release does not have the model.
const readModels = `
import glob, json, re, sys, zipfile
wheel = zipfile.ZipFile(glob.glob(sys.argv[1] + "/*.whl")[0])
names = set(wheel.namelist())
def model(path):
    path = "metadata/generated/schema/" + path + ".py"
    return wheel.read(path).decode() if path in names else ""
def values(path, enumeration):
    body = re.search(r"class " + enumeration + r"\\((?:str, )?Enum\\):\\n(.*?)(?=\\n\\n\\n|\\Z)", model(path), re.S)
    return body and [a or b for a, b in re.findall(r"^\\s+\\w+ = (?:'([^']*)'|\\"([^\\"]*)\\")", body.group(1), re.M)]
out = {}
for variable, spec in json.loads(sys.argv[2]).items():
    if "field" in spec:
        kind = re.search(r"^    " + spec["field"]["name"] + r": (?:Annotated\\[\\s*)?([\\w.]+)", model(spec["field"]["path"]), re.M)
        if kind is None: continue
        if kind.group(1).split(".")[-1] != spec["enumeration"]:
            out[variable] = None
            continue
    found = values(spec["path"], spec["enumeration"])
    if found: out[variable] = found
print(json.dumps(out))
`;

type Found = Readonly<Record<string, readonly string[] | null>>;

function modelsOf(version: string): Found {
  const folder = mkdtempSync(join(tmpdir(), "accepted-"));
  const pip = ["-m", "pip", "download", "--quiet", "--no-deps", "--ignore-requires-python", "--only-binary", ":all:"];
  try {
    execFileSync(python, [...pip, "--dest", folder, `openmetadata-ingestion==${version}`], { stdio: "inherit" });
    const text = execFileSync(python, ["-c", readModels, folder, JSON.stringify(acceptedModels)], { encoding: "utf8" });
    return JSON.parse(text) as Found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Span {
  readonly first: string;
  last: string;
  readonly values: readonly string[] | null;
}

function main(): void {
  new Command("npm run refresh-accepted-values --")
    .description("Refreshes openmetadata/variables/accepted.json from the published ingestion packages.")
    .parse();
  const spans: Record<string, Span[]> = Object.fromEntries(Object.keys(acceptedModels).map((name) => [name, []]));
  packages.forEach((version, index) => {
    for (const [name, values] of Object.entries(modelsOf(version))) {
      const known = spans[name]?.at(-1);
      const follows = known !== undefined && known.last === packages[index - 1];
      if (follows && JSON.stringify(known.values) === JSON.stringify(values)) known.last = version;
      else spans[name]?.push({ first: version, last: version, values });
    }
  });
  const lines = Object.entries(spans).map(([name, list]) => {
    const each = list.map((span) => `    ${JSON.stringify(span)}`).join(",\n");
    return `  ${JSON.stringify(name)}: [\n${each}\n  ]`;
  });
  const file = join(__dirname, "..", "openmetadata", "variables", "accepted.json");
  writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
  console.log(`Wrote ${file} from ${packages.length} packages.`);
}

main();
