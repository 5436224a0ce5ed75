import { compareVersions } from "../releases/versions";
import { isProcessSecret, processNamesOf, processSource } from "./process-variables";
import { reportedServerNames } from "./reported";
import table from "./server.json";
import undecided from "./undecided.json";
import { witnessesOf, witnessIndex } from "./witnesses";

/** A run of consecutive witnesses (both ends included) in which a variable fills the same keys, with the same defaults. */
export interface VariableSpan {
  readonly first: string;
  readonly last: string;
  /** Configuration key, dotted, to the default that the file gives. `operations.yaml:` begins a key of that file. */
  readonly keys: Readonly<Record<string, string>>;
}

/** A variable that some release of the server reads. */
export interface ServerVariable {
  readonly name: string;
  readonly secret?: boolean;
  readonly read: readonly VariableSpan[];
}

/**
 * Why a variable may be injected into a release: that release's own file reads it (`file`), the nearest files before
 * and after do (`between`), it was derived for a release without a file (`derived`), or a named source says so
 * (`reported`).
 */
export interface Evidence {
  readonly kind: "file" | "between" | "derived" | "reported";
  readonly source: string;
}

/** A variable as one release reads it. */
export interface ReadVariable {
  readonly name: string;
  readonly secret: boolean;
  readonly keys: Readonly<Record<string, string>>;
  readonly evidence: Evidence;
}

/** Taken from the upstream files by `npm run import-variables`; facts only: names, keys, defaults. */
export const serverVariables: readonly ServerVariable[] = table as readonly ServerVariable[];
const byName = new Map(serverVariables.map((variable) => [variable.name, variable]));

const spanIn = (variable: ServerVariable, witness: string): VariableSpan | undefined => {
  const place = witnessIndex(witness);
  return variable.read.find(({ first, last }) => witnessIndex(first) <= place && place <= witnessIndex(last));
};

/** A variable of which nothing at hand says whether a release reads it: only a release beside it is known to. */
export interface DoubtfulVariable {
  readonly name: string;
  readonly secret: boolean;
  /** Why it may be read, as a clause that follows the name. */
  readonly reason: string;
}

/**
 * The variables that a release without a configuration file of its own may read or not: the nearest file before it or
 * the nearest one after it reads them, and not both; or the derivation for the release left them open. Nothing of
 * them is injected; a user may set them. Empty for a release whose own file is known.
 */
export function doubtfulServerVariables(version: string): ReadonlyMap<string, DoubtfulVariable> {
  const known = doubts.get(version);
  if (known !== undefined) return known;
  const read = readBy(version);
  const found = serverVariables.flatMap((variable): DoubtfulVariable[] => {
    const reason = read.has(variable.name) ? undefined : doubtOf(variable, version);
    return reason === undefined ? [] : [{ name: variable.name, secret: variable.secret === true, reason }];
  });
  const { own } = witnessesOf(version);
  const open = own?.kind === "derived" ? undecided : [];
  const all = [
    ...found,
    ...open
      .filter((name) => !read.has(name))
      .map((name) => ({
        name,
        secret: false,
        reason: "a newer file of the main branch reads it, and whether this release does was not established",
      })),
  ];
  const doubtful = new Map(all.map((variable) => [variable.name, variable]));
  doubts.set(version, doubtful);
  return doubtful;
}
const doubts = new Map<string, ReadonlyMap<string, DoubtfulVariable>>();

function doubtOf(variable: ServerVariable, version: string): string | undefined {
  const { own, before, after } = witnessesOf(version);
  if (own !== undefined) return undefined;
  if (after !== undefined && spanIn(variable, after.name) !== undefined)
    return `the nearest newer one (${after.name}) reads it`;
  if (before !== undefined && spanIn(variable, before.name) !== undefined)
    return `the nearest older one (${before.name}) reads it`;
  return undefined;
}

/** Whether the configuration file of a release itself is among the witnesses. */
export const hasOwnFile = (version: string): boolean => witnessesOf(version).own?.kind === "file";

/** How a release reads a variable, or undefined when there is no evidence that it does. */
export const serverVariable = (name: string, version: string): ReadVariable | undefined => readBy(version).get(name);

/** Every variable that a release reads, sorted by name. */
export const serverVariablesOf = (version: string): ReadVariable[] => [...readBy(version).values()];

const names = [
  ...new Set([...byName.keys(), ...reportedServerNames.flatMap((report) => report.names), ...processNamesOf("server")]),
].sort();
const cache = new Map<string, ReadonlyMap<string, ReadVariable>>();

function readBy(version: string): ReadonlyMap<string, ReadVariable> {
  const known = cache.get(version);
  if (known !== undefined) return known;
  const read = new Map<string, ReadVariable>();
  for (const name of names) {
    const variable = byName.get(name);
    const found = (variable && fromWitnesses(variable, version)) ?? fromReports(name, variable, version);
    if (found !== undefined) read.set(name, found);
  }
  cache.set(version, read);
  return read;
}

function fromWitnesses(variable: ServerVariable, version: string): ReadVariable | undefined {
  const { own, before, after } = witnessesOf(version);
  const found = (span: VariableSpan, evidence: Evidence): ReadVariable => ({
    name: variable.name,
    secret: variable.secret === true,
    keys: span.keys,
    evidence,
  });
  if (own !== undefined) {
    const span = spanIn(variable, own.name);
    return span && found(span, { kind: own.kind, source: own.name });
  }
  const earlier = before && spanIn(variable, before.name);
  const later = after && spanIn(variable, after.name);
  if (before === undefined || after === undefined || earlier === undefined || later === undefined) return undefined;
  return found(earlier, { kind: "between", source: `${before.name} and ${after.name}` });
}

function fromReports(name: string, variable: ServerVariable | undefined, version: string): ReadVariable | undefined {
  const report = reportedServerNames.find(
    (candidate) =>
      candidate.names.includes(name) &&
      compareVersions(version, candidate.from) >= 0 &&
      (candidate.until === undefined || compareVersions(version, candidate.until) <= 0),
  );
  if (report === undefined) return fromProcess(name);
  const { before, after } = witnessesOf(version);
  const near = variable && ((after && spanIn(variable, after.name)) ?? (before && spanIn(variable, before.name)));
  return {
    name,
    secret: variable?.secret === true,
    keys: near?.keys ?? {},
    evidence: { kind: "reported", source: report.source },
  };
}

/** What any program reads decides no key of a file by itself. */
function fromProcess(name: string): ReadVariable | undefined {
  const source = processSource(name, "server");
  if (source === undefined) return undefined;
  return { name, secret: isProcessSecret(name), keys: {}, evidence: { kind: "reported", source } };
}
