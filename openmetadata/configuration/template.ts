import { isCollection, isMap, isScalar, isSeq, type Node } from "yaml";
import { yamlDocument } from "./yaml-mistakes";

/** A variable as a configuration file names it: `${NAME:-default}`; without `:-` the default is undefined. */
export interface Placeholder {
  readonly name: string;
  readonly default?: string;
}

/** One value of a configuration file that names at least one variable: literal text and placeholders in order. */
export interface TemplateEntry {
  /** Dotted path; elements of a list by their index: `server.applicationConnectors.0.port`. */
  readonly key: string;
  readonly parts: readonly (string | Placeholder)[];
}

/**
 * What the server's text substitution recognises. It works on the text before YAML is read, takes a default up to the
 * first closing brace, and has no nesting (Dropwizard's EnvironmentVariableSubstitutor over commons-text).
 */
const placeholder = /\$\{([^}:]*(?::(?!-)[^}:]*)*)(?::-([^}]*))?\}/g;
const marker = (index: number): string => `__placeholder_${index}__`;
const markers = /__placeholder_(\d+)__/;

/**
 * The text that the server reads: every `${NAME:-default}` replaced by the variable, or by the default when the
 * variable is unset. An empty variable counts as set. One that is unset and has no default stays as it is written.
 */
export function resolveTemplate(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  return text.replace(
    placeholder,
    (whole, name: string, fallback: string | undefined) => environment[name] ?? fallback ?? whole,
  );
}

/** Every key of a configuration file whose value names a variable. Comments do not count. */
export function readTemplate(text: string): TemplateEntry[] {
  const found: Placeholder[] = [];
  const marked = text.replace(placeholder, (_whole, name: string, fallback: string | undefined) => {
    found.push(fallback === undefined ? { name } : { name, default: fallback });
    return marker(found.length - 1);
  });
  const { document, mistake } = yamlDocument(marked);
  if (mistake !== undefined) throw new Error(`not YAML that can be read: ${mistake}`);
  const entries: TemplateEntry[] = [];
  collect(document.contents, [], (key, value) => {
    if (markers.test(value)) entries.push({ key, parts: partsOf(value, found) });
  });
  return entries;
}

/** One value of a configuration file with its variables replaced, and the variables that it names. */
export interface ResolvedValue {
  readonly key: string;
  readonly value: string;
  readonly names: readonly string[];
}

/** Every value of a configuration file as the server reads it. A file that is not YAML is the caller's error. */
export function resolvedValues(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): ResolvedValue[] {
  const names = new Map(
    readTemplate(text).map(({ key, parts }) => [
      key,
      parts.flatMap((part) => (typeof part === "string" ? [] : [part.name])),
    ]),
  );
  const values: ResolvedValue[] = [];
  const { document } = yamlDocument(resolveTemplate(text, environment));
  collect(document.contents, [], (key, value) => values.push({ key, value, names: names.get(key) ?? [] }));
  return values;
}

function partsOf(value: string, found: readonly Placeholder[]): (string | Placeholder)[] {
  return value
    .split(markers)
    .map((piece, index) => (index % 2 === 0 ? piece : (found[Number(piece)] as Placeholder)))
    .filter((part) => part !== "");
}

function collect(
  node: Node | null | unknown,
  path: readonly string[],
  visit: (key: string, value: string) => void,
): void {
  if (isMap(node)) {
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
      collect(pair.value, [...path, key], visit);
    }
  } else if (isSeq(node)) {
    node.items.forEach((item, index) => collect(item, [...path, String(index)], visit));
  } else if (isScalar(node) && !isCollection(node)) {
    visit(path.join("."), String(node.value));
  }
}

/** Names in the order of the file, once each. */
export function namesOf(entries: readonly TemplateEntry[]): string[] {
  const names = entries.flatMap((entry) =>
    entry.parts.flatMap((part) => (typeof part === "string" ? [] : [part.name])),
  );
  return [...new Set(names)];
}

/** A default without the quotes that YAML takes off: `"open-metadata.org"` reads open-metadata.org. */
export function unquoted(text: string): string {
  const trimmed = text.trim();
  return /^"[^"]*"$|^'[^']*'$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}
