import { isRecord } from "../../problems/record";

/** One `pulumi config set` or `rm`, taken apart. */
export interface ConfigCommand {
  readonly verb: "set" | "rm";
  readonly secret: boolean;
  readonly path: boolean;
  /** With its namespace. */
  readonly key: string;
  /** Absent where Pulumi asks for it. */
  readonly value?: string;
}

/** Words of a command line as a shell reads them: quoted with single quotes, or without. */
export function shellWords(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|\\(.)/g, (_, quoted?: string, escaped?: string) => quoted ?? escaped ?? ""),
  );
}

/** The commands of a fix, as lines that can be pasted, by way to fix it: any one of the ways will do. */
export function waysOf(fix: string): string[][] {
  const ways: string[][] = [];
  for (const line of fix.split("\n")) {
    if (line.startsWith("    ")) ways.at(-1)?.push(line.trim());
    else ways.push([]);
  }
  return ways.filter((commands) => commands.length > 0);
}

export function readCommand(line: string): ConfigCommand {
  const [program, group, verb, ...rest] = shellWords(line);
  if (program !== "pulumi" || group !== "config" || (verb !== "set" && verb !== "rm"))
    throw new Error(`no config command: ${line}`);
  const options = rest.filter((word) => word.startsWith("--"));
  const [key = "", value, ...more] = rest.filter((word) => !word.startsWith("--"));
  if (more.length > 0) throw new Error(`too many words: ${line}`);
  return {
    verb,
    secret: options.includes("--secret"),
    path: options.includes("--path"),
    key,
    ...(value !== undefined && { value }),
  };
}

type Key = string | number;

/** A key as `--path` reads it, without its namespace. */
export function segmentsOf(key: string): Key[] {
  const path = key.replace(/^[A-Za-z][\w-]*:/, "");
  const pattern = /\.?([^.[\]]+)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]/y;
  const segments: Key[] = [];
  while (pattern.lastIndex < path.length) {
    const match = pattern.exec(path);
    if (match === null) throw new Error(`no path: ${key}`);
    const [, name, quoted, index] = match;
    segments.push(index !== undefined ? Number(index) : (name ?? (JSON.parse(`"${quoted ?? ""}"`) as string)));
  }
  if (path.endsWith(".")) throw new Error(`no path: ${key}`);
  return segments;
}

/** Below the top Pulumi stores whole numbers and booleans as such. */
const typed = (text: string): unknown =>
  text === "true" || text === "false" ? text === "true" : /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : text;

function changed(holder: unknown, [head, ...rest]: readonly Key[], change: (old: unknown) => unknown): unknown {
  if (head === undefined) return change(holder);
  if (typeof head === "number") {
    const list = holder ?? [];
    if (!Array.isArray(list)) throw new Error("expected an array");
    if (head > list.length) throw new Error("array index out of range");
    const copy: unknown[] = [...(list as unknown[])];
    copy[head] = changed(copy[head], rest, change);
    return copy.filter((entry) => entry !== undefined);
  }
  const map = holder ?? {};
  if (!isRecord(map)) throw new Error("expected a map");
  return Object.fromEntries(
    Object.entries({ ...map, [head]: changed(map[head], rest, change) }).filter(([, value]) => value !== undefined),
  );
}

/**
 * What a command makes of the values under `openmetadata:`, as Pulumi's CLI does: a test compares the two. A value at the top
 * gives way to keys below it; deeper down Pulumi refuses to put keys below a text.
 */
export function applied(values: Readonly<Record<string, unknown>>, command: ConfigCommand): Record<string, unknown> {
  const segments = command.path ? segmentsOf(command.key) : [command.key.replace(/^[A-Za-z][\w-]*:/, "")];
  const [top] = segments;
  const { value = "" } = command;
  if (command.verb === "rm") return changed(values, segments, () => undefined) as Record<string, unknown>;
  const replaced =
    segments.length > 1 && typeof values[String(top)] !== "object" ? { ...values, [String(top)]: undefined } : values;
  return changed(replaced, segments, () => (segments.length > 1 ? typed(value) : value)) as Record<string, unknown>;
}
