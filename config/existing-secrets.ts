import { isRecord } from "../problems/record";
import type { SecretName } from "../openmetadata/environment/secret-names";
import { configPath, removeCommand, steps } from "../problems/commands";
import type { Problem } from "../problems/problem";
import type { PlainStackConfig } from "./schema";
import { secretNameOf } from "./secrets";
import type { ExistingSecret } from "./sections/existing-secrets";
import type { StackConfig } from "./stack-config";

/** Paths of the secrets that a section names, such as `auth.clientSecret`, whether or not the rest of it is right. */
const pathsOf = (section: unknown): string[] =>
  isRecord(section)
    ? Object.entries(section).flatMap(([group, below]) =>
        isRecord(below) ? Object.keys(below).map((name) => `${group}.${name}`) : [],
      )
    : [];

/** Logical names of the secrets that `existingSecrets` of a stack file names. */
export const existingSecretNames = (section: unknown): SecretName[] => pathsOf(section).map(secretNameOf);

/** Existing secrets by logical name. */
export const existingSecretsOf = ({
  existingSecrets = {},
}: Pick<PlainStackConfig, "existingSecrets">): ReadonlyMap<SecretName, ExistingSecret> =>
  new Map(
    Object.entries(existingSecrets).flatMap(([group, below]) =>
      Object.entries(below ?? {}).flatMap(([name, secret]): [SecretName, ExistingSecret][] =>
        secret === undefined ? [] : [[secretNameOf(`${group}.${name}`), secret]],
      ),
    ),
  );

/** Every secret that a stack brings, by value or by ARN. */
export const broughtSecretNames = (config: Pick<StackConfig, "secrets" | "existingSecrets">): Set<SecretName> =>
  new Set([...config.secrets.keys(), ...existingSecretsOf(config).keys()]);

/** A value and an ARN for the same secret: nobody could tell which counts. */
export function secretsBroughtTwice(section: unknown, values: ReadonlySet<SecretName>): Problem[] {
  return pathsOf(section)
    .filter((path) => values.has(secretNameOf(path)))
    .map((path) => {
      const [group = "", name = ""] = path.split(/\.(.*)/s);
      const [key, value] = ["existingSecrets", "secrets"].map((root) => configPath([root, group, name])) as [
        string,
        string,
      ];
      return {
        key,
        found: `set, and ${value} too`,
        allowed: "one of the two",
        fix: steps("Remove the value", removeCommand(value)),
      };
    });
}

/** Commands of a rule that speaks of a secret's value, for one that is there by ARN: what is removed is the reference. */
export function aboutExistingSecret(problem: Problem, section: unknown): Problem {
  const path = pathsOf(section).find((each) => problem.key === `secrets.${each}`);
  if (path === undefined) return problem;
  const renamed = problem.fix?.replaceAll(
    `config rm --path openmetadata:secrets.${path}`,
    `config rm --path openmetadata:existingSecrets.${path}`,
  );
  return { ...problem, key: `existingSecrets.${path}`, ...(renamed !== undefined && { fix: renamed }) };
}
