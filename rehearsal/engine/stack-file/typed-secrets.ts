import { readSecrets } from "../../../config/secrets";
import { pathSegments } from "./config-path";
import { placeholderFor, type PlaceholderOf } from "./placeholders";
import { plain, type StackValue } from "./stack-values";

const secretsKey = "openmetadata:secrets";

/**
 * Secrets that a stack file holds in plain are replaced like encrypted ones, and stay plain: no value that somebody keeps secret
 * is in the rehearsal then, and what is in it occurs nowhere by chance. One whose form is wrong stays, so that it is refused.
 */
export function withoutTypedSecrets(
  config: Record<string, StackValue>,
  made: Set<string>,
  placeholder: PlaceholderOf = placeholderFor,
): Record<string, StackValue> {
  const section = config[secretsKey];
  if (section === undefined) return config;
  return { ...config, [secretsKey]: replaced(section, "", { refused: refusedPaths(section), made, placeholder }) };
}

/** What takes the place of a secret typed on the command line: a placeholder, or itself where its form is refused. */
export function standInFor(at: string, text: string, made: Set<string>): string {
  const [, ...path] = pathSegments(at);
  const section = path.reduceRight<StackValue>((inner, name) => ({ [String(name)]: inner }), text);
  const replacedSection = withoutTypedSecrets({ [secretsKey]: section }, made)[secretsKey];
  return path.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], replacedSection) as string;
}

/** Paths below `secrets` at which the form is wrong. */
const refusedPaths = (section: StackValue): ReadonlySet<string> =>
  new Set(readSecrets(plain(section)).problems.map(({ key }) => key.replace(/^secrets\.?/, "")));

const isText = (value: StackValue): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

interface Replacing {
  readonly refused: ReadonlySet<string>;
  readonly made: Set<string>;
  readonly placeholder: PlaceholderOf;
}

function replaced(value: StackValue, at: string, replacing: Replacing): StackValue {
  if (replacing.refused.has(at)) return value;
  if (isText(value)) {
    const text = replacing.placeholder(`${secretsKey}.${at}`, String(value));
    replacing.made.add(text);
    return text;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value) || !isPlainMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      replaced(inner, at === "" ? name : `${at}.${name}`, replacing),
    ]),
  );
}

const isPlainMap = (value: object): value is { [key: string]: StackValue } =>
  Object.getPrototypeOf(value) === Object.prototype;
