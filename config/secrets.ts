import { createPrivateKey } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { SecretName } from "../openmetadata/environment/secret-names";
import type { Problem } from "../problems/problem";
import { longestSecret } from "./aws/limits";
import { configPath, setSecret } from "../problems/commands";
import { typeAndLength } from "../problems/found-value";
import { schemaAt, withScalarTypes } from "./schema-walk";
import { problemsOfIssue } from "./messages/schema-problems";
import { secretsSection } from "./sections/secrets";
import { yamlReading } from "./stack-file/yaml-secret";
import { z } from "zod";
import { isRecord } from "../problems/record";

/** What is left of `openmetadata:secrets` after it was read: wrapped values, names, and problems without any content. */
export interface SecretsReading {
  readonly secrets: ReadonlyMap<SecretName, pulumi.Output<string>>;
  /** Paths that are set, below `secrets`: `auth.clientSecret`. */
  readonly paths: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** Where config and containers differ: the password of `database.username` is the one that the steps read which make databases. */
export const secretNameOf = (path: string): SecretName =>
  path === "database.password" ? "database.master" : (path as SecretName);

/** PKCS#8 DER in base64, from PEM or from base64 DER; undefined when it is neither, or no RSA key. */
function pkcs8(text: string): string | undefined {
  try {
    const key = text.includes("-----BEGIN")
      ? createPrivateKey({ key: text, format: "pem" })
      : createPrivateKey({ key: Buffer.from(text.replace(/\s+/g, ""), "base64"), format: "der", type: "pkcs8" });
    return key.asymmetricKeyType === "rsa"
      ? key.export({ format: "der", type: "pkcs8" }).toString("base64")
      : undefined;
  } catch {
    return undefined;
  }
}

const isFernetKey = (text: string) => /^[A-Za-z0-9+/_-]{43}=$/.test(text);

interface Form {
  readonly allowed: string;
  /** The value as containers read it; undefined when the form is wrong. */
  readonly read: (text: string) => string | undefined;
}

const fernetKeys: Form = {
  allowed: "a Fernet key, 32 bytes in base64 (44 characters), or several with commas between, newest first",
  read: (text) => (text.split(",").every(isFernetKey) ? text : undefined),
};

/** Secrets whose form a program would refuse later, and less clearly. */
const forms: Readonly<Record<string, Form>> = {
  "server.fernetKey": fernetKeys,
  "airflow.fernetKey": fernetKeys,
  "server.jwtPrivateKey": { allowed: "an RSA private key: PKCS#8 in PEM, or its DER in base64", read: pkcs8 },
};

const yamlAllowed =
  "text that YAML reads as it is, since the server puts it into its configuration file: in one line, without ': ', ' #', '${' or a space at the end, and not begun with a sign that YAML has a use for";

/** Secrets that land in the server's configuration file. */
const quotable: Form = {
  allowed: `${yamlAllowed}; anything else in single quotes, which are part of the value ('…', a single quote within doubled)`,
  read: (text) => (yamlReading(text) === "other" ? undefined : text),
};
/** The same for one that Airflow reads too, and without YAML: quotes would be part of it there. */
const unquoted: Form = {
  allowed: yamlAllowed,
  read: (text) => (yamlReading(text) === "same" ? text : undefined),
};

const formOf = (name: string): Form | undefined => {
  if (name === "airflow.password") return unquoted;
  const inServerFile = /^(auth|serverEnvironment)\.|^search\.password$|^airflow\.trustStorePassword$/.test(name);
  return forms[name] ?? (inServerFile ? quotable : undefined);
};

/**
 * The one place that sees secret values. Every leaf leaves wrapped by `pulumi.secret`; nothing else leaves but names,
 * types and lengths.
 */
export function readSecrets(section: unknown): SecretsReading {
  const secrets = new Map<SecretName, pulumi.Output<string>>();
  const paths = new Set<string>();
  const problems: Problem[] = [];
  if (section === undefined) return { secrets, paths, problems };
  const values = { secrets: withScalarTypes(secretsSection, section) };
  const root = z.strictObject({ secrets: secretsSection });
  const context = { root, values, hidden: new Set(["secrets"]) };
  problems.push(...(root.safeParse(values).error?.issues ?? []).flatMap((issue) => problemsOfIssue(context, issue)));
  const read = (value: unknown, path: readonly string[]): void => {
    if (isRecord(value)) return Object.entries(value).forEach(([name, below]) => read(below, [...path, name]));
    const name = path.join(".");
    if (path.length !== 2) return;
    if (typeof value !== "string") {
      // Set, with something that is named among the problems: whether it may be set is another question.
      if (schemaAt(secretsSection, path, values.secrets)) secrets.set(secretNameOf(name), pulumi.secret(""));
      return;
    }
    const form = formOf(name);
    const usable = form ? form.read(value) : value;
    if (usable === undefined && form) {
      const key = configPath(["secrets", ...path]);
      if (value !== "") problems.push({ key, found: typeAndLength(value), allowed: form.allowed, fix: setSecret(key) });
    }
    const bytes = Buffer.byteLength(value);
    if (bytes > longestSecret) {
      const key = configPath(["secrets", ...path]);
      const allowed = `at most ${longestSecret} bytes, which is what AWS Secrets Manager keeps in one secret`;
      problems.push({ key, found: `text of ${bytes} bytes`, allowed, fix: setSecret(key) });
    }
    paths.add(name);
    secrets.set(secretNameOf(name), pulumi.secret(usable ?? ""));
  };
  read(values.secrets, []);
  return { secrets, paths, problems };
}
