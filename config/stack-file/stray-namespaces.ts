import { distance } from "fastest-levenshtein";
import { removeTopCommand, setCommand, setSecretCommand, steps } from "../../problems/commands";
import { typeAndLength } from "../../problems/found-value";
import type { Problem } from "../../problems/problem";

const ours = "openmetadata";

/** Another way to write the project's name: `open-metadata`, `openMetadata`, `openmetdata`. */
const isMeantAsOurs = (namespace: string) =>
  namespace !== ours && distance(namespace.toLowerCase().replace(/[^a-z]/g, ""), ours) <= 2;

/** Keys in a namespace that nobody reads, because its name is that of the project misspelt: Pulumi passes them over in silence. */
export function strayNamespaceProblems(
  config: Readonly<Record<string, string>>,
  isSecure: (key: string) => boolean,
): Problem[] {
  return Object.entries(config).flatMap(([key, text]): Problem[] => {
    const [namespace = "", name = ""] = key.split(/:(.*)/s);
    if (!isMeantAsOurs(namespace)) return [];
    const isSection = /^\s*[[{]/.test(text);
    const found = `in a namespace that is not ${ours} (found ${isSection ? "a section" : typeAndLength(text)})`;
    const fix = isSection
      ? steps("Rename it in the stack file, or remove it", removeTopCommand(key))
      : steps("Rename it", removeTopCommand(key), isSecure(key) ? setSecretCommand(name) : setCommand(name));
    return [{ key, found, allowed: `did you mean ${ours}:${name}?`, fix }];
  });
}
