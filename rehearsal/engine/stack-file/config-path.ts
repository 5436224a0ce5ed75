import { SecretValue, type StackValue } from "./stack-values";

type Segment = string | number;
type Container = { [key: string]: StackValue } | StackValue[];

/** A path or a place in the config that `pulumi config set --path` refuses too, in its words. */
export class ConfigPathError extends Error {}

/**
 * The segments of a config path as Pulumi's ParsePropertyPath (sdk/go/common/resource/property_path.go) reads them; the
 * first one with its namespace, since that is a key of the stack file.
 */
export function pathSegments(at: string): Segment[] {
  const [, namespace = "", rest = ""] = /^([^:.[\]"]+:)?(.*)$/s.exec(at)!;
  const segments = parsed(rest);
  const [first] = segments;
  if (first === undefined) throw new ConfigPathError(`${at}: empty config key path`);
  if (typeof first === "number") throw new ConfigPathError(`${at}: first path segment of config key must be a string`);
  return [`${namespace}${first}`, ...segments.slice(1)];
}

function parsed(path: string): Segment[] {
  const segments: Segment[] = [];
  const invalid = (reason: string) => new ConfigPathError(`${path}: invalid config key path: ${reason}`);
  if (path.startsWith(".")) throw invalid("expected property path to start with a name or index");
  let rest = path;
  while (rest !== "") {
    if (rest.startsWith(".")) {
      rest = rest.slice(1);
      if (rest === "") throw invalid("expected property path to end with a name or index");
      if (rest.startsWith("[")) throw invalid("expected property name after '.'");
      continue;
    }
    const [whole, segment] = rest.startsWith("[") ? bracketed(rest, invalid) : named(rest);
    segments.push(segment);
    rest = rest.slice(whole.length);
  }
  return segments;
}

const named = (rest: string): [whole: string, segment: Segment] => {
  const [name = ""] = /^[^.[]+/.exec(rest)!;
  return [name, name];
};

function bracketed(rest: string, invalid: (reason: string) => Error): [whole: string, segment: Segment] {
  if (rest.startsWith('["')) {
    const name = /^\["((?:[^"\\]|\\.)*)"(\])?/s.exec(rest);
    if (!name) throw invalid("missing closing quote in property name");
    if (!name[2]) throw invalid("missing closing bracket in property access");
    return [name[0], name[1]!.replace(/\\(.)/gs, "$1")];
  }
  const index = /^\[([^\]]*)\]/.exec(rest);
  if (!index) throw invalid("missing closing bracket in array index");
  if (!/^[+-]?\d+$/.test(index[1]!)) throw invalid(`invalid array index: ${JSON.stringify(index[1])} is no number`);
  return [index[0], Number(index[1])];
}

/**
 * A value of the command line as `pulumi config set --path` stores it (measured with 3.255): a key of its own is always
 * text; below one, `true`, `false` and whole numbers get their type and anything else, `8.4` and `[a, b]` too, is text.
 */
export function commandLineValue(at: string, text: string): StackValue {
  if (pathSegments(at).length === 1) return text;
  if (text === "true" || text === "false") return text === "true";
  return /^[+-]?(0|[1-9]\d*)$/.test(text) ? Number(text) + 0 : text;
}

/** Sets a value at a path as `pulumi config set --path` does, and refuses where it refuses. */
export function setAtPath(config: Record<string, StackValue>, at: string, value: StackValue): void {
  const segments = pathSegments(at);
  const [key, ...below] = segments as [string, ...Segment[]];
  if (below.length === 0) {
    config[key] = value;
    return;
  }
  // A plain value of a key of its own gives way; one further down does not.
  let target: Container = isContainer(config[key]) ? config[key] : (config[key] = emptyFor(below[0]!));
  below.forEach((segment, index) => {
    const place = placeName([key, ...below.slice(0, index + 1)]);
    check(target, segment, place);
    const container = target as Record<Segment, StackValue>;
    if (index === below.length - 1) {
      container[segment] = value;
      return;
    }
    const next = container[segment];
    if (next === undefined || next === null) target = (container[segment] = emptyFor(below[index + 1]!)) as Container;
    else if (isContainer(next)) target = next;
    else throw new ConfigPathError(`${place}: expected ${typeof below[index + 1] === "number" ? "an array" : "a map"}`);
  });
}

const isContainer = (value: StackValue | undefined): value is Container =>
  typeof value === "object" && value !== null && !(value instanceof SecretValue);

/** A list that begins at another index than 0 gets nulls before it, as Pulumi makes it. */
const emptyFor = (segment: Segment): Container =>
  typeof segment === "number" ? Array.from({ length: Math.max(0, segment) }, () => null) : {};

function check(target: Container, segment: Segment, place: string): void {
  if (!Array.isArray(target)) {
    if (typeof segment === "number") throw new ConfigPathError(`${place}: key for a map must be a string`);
    return;
  }
  if (typeof segment !== "number") throw new ConfigPathError(`${place}: key for an array must be an int`);
  if (segment < 0 || segment > target.length) throw new ConfigPathError(`${place}: array index out of range`);
}

const placeName = ([first = "", ...more]: readonly Segment[]): string =>
  more.reduce<string>((text, next) => (typeof next === "number" ? `${text}[${next}]` : `${text}.${next}`), `${first}`);

/** Takes away the value at a path, as `pulumi config rm --path` does. */
export function removeAtPath(config: Record<string, StackValue>, at: string): void {
  const segments = pathSegments(at);
  let target: StackValue | undefined = config;
  for (const segment of segments.slice(0, -1)) {
    if (!isContainer(target)) return;
    target = (target as Record<Segment, StackValue>)[segment];
  }
  const last = segments.at(-1)!;
  if (Array.isArray(target)) target.splice(Number(last), 1);
  else if (isContainer(target)) delete (target as Record<Segment, StackValue>)[last];
}
