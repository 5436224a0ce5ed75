import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  Scalar,
  type YAMLMap,
} from "yaml";
import { mergeConflict, reasons, YamlMistake } from "./mistakes";
import { plainScalar, type ScalarValue, Timestamp } from "./scalars";
import { taggedScalar } from "./tags";

export type YamlValue = string | number | bigint | boolean | null | YamlValue[] | { [key: string]: YamlValue };

export interface YamlReading {
  /** Of the first document: Pulumi reads no other. */
  readonly value: YamlValue;
  /** Whether others follow it. */
  readonly more: boolean;
}

/**
 * Reads YAML as Pulumi does: with gopkg.in/yaml.v3, written once more and read again (LoadProjectStackBytes of its SDK). Throws
 * {@link YamlMistake}.
 */
export function readYaml(text: string): YamlReading {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: "failsafe",
    uniqueKeys: false,
    logLevel: "silent",
  });
  const [document] = documents as Document.Parsed[];
  if (document === undefined) return { value: null, more: false };
  const reading = new Reading(document, lines);
  const [error] = document.errors;
  if (error !== undefined) {
    const conflict = mergeConflict(text);
    if (conflict) throw new YamlMistake(conflict.reason, { line: conflict.line, column: 1 });
    throw reading.mistake(reasons[error.code], error.pos[0]);
  }
  return { value: reading.value(document.contents), more: documents.length > 1 };
}

/** Its value is merged into the map, in quotes too: Pulumi writes what it has read, without them, and reads that. */
const mergeKey = "<<";

/** Keys of the document itself, and of `config:`, must be text; further down Pulumi makes text of them. */
const strictDepth = 2;

const isPlain = ({ type, tag }: Scalar): boolean => type === Scalar.PLAIN && tag === undefined;

const textOf = (scalar: Scalar): string => scalar.source ?? "";

class Reading {
  /** Nodes that are being read: an alias to one of them has no end. */
  readonly #open = new Set<Node>();

  constructor(
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
  ) {}

  mistake(reason: string, offset = 0): YamlMistake {
    const { line, col } = this.lines.linePos(offset);
    return new YamlMistake(reason, { line, column: col }, keysAt(this.document.contents, offset));
  }

  #fail(reason: string, node: Node): YamlMistake {
    return this.mistake(reason, node.range?.[0]);
  }

  #target(node: Node): Node {
    if (!isAlias(node)) return node;
    const target = node.resolve(this.document);
    if (target === undefined) throw this.#fail(reasons.BAD_ALIAS, node);
    return target;
  }

  value(given: Node | null, depth = 0): YamlValue {
    if (given === null) return null;
    const node = this.#target(given);
    if (this.#open.has(node)) throw this.#fail("an anchor (&) that holds an alias (*) of itself", given);
    this.#open.add(node);
    try {
      if (isMap(node)) return Object.fromEntries(this.#entries(node, depth));
      if (isSeq(node)) return node.items.map((item) => this.value(item as Node | null, depth + 1));
      return this.#scalarValue(node as Scalar);
    } finally {
      this.#open.delete(node);
    }
  }

  /** Infinity and not-a-number are numbers to YAML, and no value that Pulumi can pass on. */
  #scalarValue(scalar: Scalar): Exclude<ScalarValue, Timestamp> {
    const value = this.#scalar(scalar);
    if (typeof value === "number" && !Number.isFinite(value))
      throw this.#fail("a number that Pulumi cannot pass on (.inf or .nan); write text in quotes", scalar);
    return value instanceof Timestamp ? value.text : value;
  }

  #scalar(scalar: Scalar): ScalarValue {
    if (isPlain(scalar)) return plainScalar(textOf(scalar));
    if (scalar.tag === undefined) return textOf(scalar);
    const value = taggedScalar(scalar.tag, textOf(scalar), scalar.type !== Scalar.PLAIN);
    if (value === undefined) throw this.#fail(reasons.TAG_RESOLVE_FAILED, scalar);
    return value;
  }

  /** @param into what the keys of a map become that is merged into another one, which decides: text as it is written */
  #entries(map: YAMLMap, depth: number, into?: "text" | "value"): Map<string, YamlValue> {
    this.#refuseTwice(map);
    const pairs = map.items as Pair<Node, Node | null>[];
    const own = pairs.filter(({ key }) => !isMerge(key));
    const asText = own.every(({ key }) => typeof this.#keyValue(key) === "string");
    const all = new Map<string, YamlValue>();
    // What is read first counts: the map's own keys, then the maps merged into it, one after the other.
    const add = (key: string, value: YamlValue) => void (all.has(key) || all.set(key, value));
    for (const { key, value } of own) {
      const name = this.#key(key, depth, into);
      if (name !== undefined) add(name, this.value(value, depth + 1));
    }
    for (const { key, value } of pairs)
      if (isMerge(key))
        for (const [name, inner] of this.#merged(value, depth, into ?? (asText ? "text" : "value"))) add(name, inner);
    return all;
  }

  #merged(given: Node | null, depth: number, into: "text" | "value"): [key: string, value: YamlValue][] {
    const node = given && this.#target(given);
    if (isMap(node)) {
      if (this.#open.has(node)) throw this.#fail("an anchor (&) that holds an alias (*) of itself", given!);
      this.#open.add(node);
      const entries = this.#entries(node, depth, into);
      this.#open.delete(node);
      return [...entries];
    }
    const items = isSeq(node) ? (node.items as (Node | null)[]) : [];
    if (items.length > 0 && items.every((item) => item && isMap(this.#target(item))))
      return items.flatMap((item) => this.#merged(item, depth, into));
    throw this.mistake("a merge (<<) takes a map, or a list of maps", given?.range?.[0]);
  }

  #keyValue(given: Node): ScalarValue {
    const node = this.#target(given);
    if (!isScalar(node)) throw this.#fail("a key that is a list or a map", given);
    return this.#scalar(node);
  }

  /** Nothing where Go's reader passes over a key: one that is empty, in a map that is merged. */
  #key(given: Node, depth: number, into: "text" | "value" | undefined): string | undefined {
    const value = this.#keyValue(given);
    if (typeof value === "string") return value;
    if (into === "text") return value === null ? undefined : textOf(this.#target(given) as Scalar);
    if (depth < strictDepth)
      throw this.#fail("a key that is no text to Pulumi, such as a number, a date, true or nothing", given);
    return value === null ? "<nil>" : value instanceof Timestamp ? value.text : String(value);
  }

  /** By the text as it is written: `1` and `"1"` are the same key. */
  #refuseTwice(map: YAMLMap): void {
    const seen = new Set<string>();
    for (const { key } of map.items as Pair<Node>[]) {
      if (!isScalar(key)) continue;
      const text = textOf(key);
      if (seen.has(text)) throw this.#fail(reasons.DUPLICATE_KEY, key);
      seen.add(text);
    }
  }
}

const isMerge = (key: Node): boolean => isScalar(key) && textOf(key) === mergeKey;

/** Keys of the maps around a place, from the outermost on. */
function keysAt(node: unknown, offset: number, keys: readonly string[] = []): readonly string[] {
  if (!isMap(node)) return keys;
  const begun = (node.items as Pair<Node, Node | null>[]).filter(({ key }) => (key?.range?.[0] ?? offset) < offset);
  const last = begun.at(-1);
  if (last === undefined || !isScalar(last.key)) return keys;
  return keysAt(last.value, offset, [...keys, textOf(last.key)]);
}
