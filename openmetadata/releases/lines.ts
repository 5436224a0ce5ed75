import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { before, compareVersions, parseVersion } from "./versions";

/** What some releases of a line read, and on what that rests. */
export interface Evidence {
  /** The folder's or the list's name in the collection of upstream files. */
  readonly name: string;
  readonly from: string;
  /** The last releases that it is true of: `1.6` for every patch of 1.6. Without, to the end of the line. */
  readonly until?: string;
  /** `derived`: no file of these releases was found; what they read was worked out from newer and older material. */
  readonly kind: "file" | "derived";
}

/** `line.json` in the folder of a release line: the versions that read the same settings. */
interface LineFile {
  readonly name: string;
  /** First release of the line. */
  readonly from: string;
  /** Newest release known; newer ones of the line are accepted with a note. */
  readonly newest: string;
  /** First release that is no longer in it; default: the next line's first, for the newest line the next major version. */
  readonly to?: string;
  /** First release with a version of Airflow in the ingestion image → that version; none where the earlier line's goes on. */
  readonly airflow?: Readonly<Record<string, string>>;
  /** Releases of which the server's own configuration file was read; none where nobody has read one yet. */
  readonly serverFiles?: readonly Evidence[];
  /** Releases of which it was listed what the ingestion image reads; the same. */
  readonly ingestionLists?: readonly (Evidence & { readonly source: string })[];
}

export type LineRange = Required<Omit<LineFile, "airflow">> & Pick<LineFile, "airflow">;

const needed = ["name", "from", "newest"] as const satisfies readonly (keyof LineFile)[];

/** The text of a `line.json`, as a line. Throws an error that names the file and what is missing in it. */
export function lineOf(text: string, file: string): LineFile {
  const line = JSON.parse(text) as LineFile;
  const missing = needed.filter((key) => typeof line[key] !== "string");
  if (missing.length > 0)
    throw new Error(`${file} does not say ${missing.join(", ")}: see docs/recipes.md, "A release line".`);
  return line;
}

const readLines = (): LineFile[] =>
  readdirSync(__dirname)
    .map((folder) => path.join(__dirname, folder, "line.json"))
    .filter((file) => existsSync(file))
    .map((file) => lineOf(readFileSync(file, "utf8"), file))
    .sort((one, other) => compareVersions(one.from, other.from));

const nextMajor = (version: string): string => `${parseVersion(version)[0]! + 1}.0.0`;

/** Every release line, oldest first: each folder beside this file that has a `line.json`. */
export const lineRanges: readonly LineRange[] = readLines().map((line, index, all) => ({
  serverFiles: [],
  ingestionLists: [],
  ...line,
  to: line.to ?? all[index + 1]?.from ?? nextMajor(line.from),
}));

/** The newest line of 1.x, which is what a stack without a version gets. */
export const proposedLine: LineRange = lineRanges.findLast(({ from }) => before(from, "2.0.0"))!;

/** Folder of a line, below `openmetadata/releases`. */
export const folderOf = ({ name }: Pick<LineRange, "name">): string => name.replace("–", "-");

const lastPatch = 99_999;

/**
 * One kind of evidence of all lines, in order. The newest evidence of all is true of what comes after it: a line whose
 * files nobody has read yet is taken to read the settings of the line before.
 */
export function evidenceOfLines<Kind extends "serverFiles" | "ingestionLists">(
  kind: Kind,
): (LineRange[Kind][number] & { readonly until: string })[] {
  const all = lineRanges.flatMap((line) => line[kind].map((evidence) => ({ line, evidence })));
  return all.map(({ line, evidence }, index) => {
    const end = index === all.length - 1 ? lineRanges.at(-1)!.to : line.to;
    return { ...evidence, until: evidence.until ? `${evidence.until}.${lastPatch}` : lastBefore(end) };
  });
}

/** The highest number that is still before a release that begins a line: 2.99999 before 3.0.0, 2.0.99999 before 2.1.0. */
function lastBefore(version: string): string {
  const [major = 0, minor = 0, patch = 0] = parseVersion(version);
  if (patch > 0) return `${major}.${minor}.${patch - 1}.${lastPatch}`;
  return minor > 0 ? `${major}.${minor - 1}.${lastPatch}` : `${major - 1}.${lastPatch}`;
}

const airflowVersions = lineRanges
  .flatMap(({ airflow = {} }) => Object.entries(airflow))
  .sort(([one], [other]) => compareVersions(other, one));

/** Airflow in the ingestion image of a release; releases in between have that of the one before. */
export const airflowOf = (version: string): string =>
  (airflowVersions.find(([from]) => compareVersions(version, from) >= 0) ?? airflowVersions.at(-1)!)[1];
