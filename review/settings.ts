import { isRecord } from "../problems/record";
import { looksLikeSecret, looksSecret } from "../problems/found-value";
import { stackFileConfig } from "../config/stack-file/stack-file";
import type { ValueChange } from "./model";
import { valueChange } from "./outputs";

const namespace = /^openmetadata:/;

/** Values by config path: lists whole, since their entries have no names; secrets as their ciphertext, marked. */
interface Settings {
  readonly plain: ReadonlyMap<string, string>;
  readonly secret: ReadonlyMap<string, string>;
}

const holdsSecret = (value: unknown): boolean =>
  typeof value === "object" && value !== null && ("secure" in value || Object.values(value).some(holdsSecret));

/** Keys without a namespace belong to the project of this name. */
const project = "openmetadata";
const secretsSection = /^openmetadata:secrets\b/;

/** `aws:secretKey`, `server.environment.X_PASSWORD`, an address with a password in it. */
const soundsSecret = (at: string, value: unknown): boolean =>
  [...at.split(/[.:]/), ...namesIn(value)].some(looksSecret) || looksLikeSecret(JSON.stringify(value));

const namesIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap(namesIn)
    : isRecord(value)
      ? Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)])
      : [];

const settingsOf = (file: string | undefined): Settings => {
  const plain = new Map<string, string>();
  const secret = new Map<string, string>();
  const gather = (at: string, value: unknown): void => {
    if (isRecord(value) && Object.keys(value).length === 1 && typeof value.secure === "string")
      secret.set(at, value.secure);
    else if (isRecord(value)) for (const [name, inner] of Object.entries(value)) gather(`${at}.${name}`, inner);
    // A secret typed in plain is as secret as an encrypted one, under any key.
    else if (holdsSecret(value) || secretsSection.test(at) || soundsSecret(at, value))
      secret.set(at, JSON.stringify(value));
    else plain.set(at, typeof value === "string" ? value : JSON.stringify(value));
  };
  try {
    if (file)
      for (const [key, value] of Object.entries(stackFileConfig(file, project, true).config)) gather(key, value);
  } catch {
    // A file that does not load is refused by the run, with the reason.
  }
  return { plain, secret };
};

/** What differs between two stack files, key by key; a file that is not there has no keys. */
export const settingChanges = (
  baseFile: string | undefined,
  headFile: string | undefined,
): { settings: ValueChange[]; secretsChanged: string[] } => {
  const [before, after] = [settingsOf(baseFile), settingsOf(headFile)];
  const all = (part: keyof Settings) => [...new Set([...before[part].keys(), ...after[part].keys()])].sort();
  const settings = all("plain")
    .filter((key) => before.plain.get(key) !== after.plain.get(key))
    .map((key) => settingChange(key, before.plain.get(key), after.plain.get(key)));
  const secrets = all("secret").filter((key) => before.secret.get(key) !== after.secret.get(key));
  const masked = (key: string, part: Settings) => (part.secret.has(key) ? "[secret]" : undefined);
  return {
    settings: [
      ...settings,
      ...secrets
        .filter((key) => before.secret.has(key) !== after.secret.has(key))
        .map((key) => settingChange(key, masked(key, before), masked(key, after))),
    ],
    secretsChanged: secrets
      .filter((key) => before.secret.has(key) && after.secret.has(key))
      .map((key) => key.replace(namespace, "")),
  };
};

const settingChange = (at: string, before: string | undefined, after: string | undefined): ValueChange =>
  valueChange(at.replace(namespace, ""), before, after);
