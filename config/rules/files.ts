import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { set, setCommand, steps } from "../../problems/commands";
import type { Problem } from "../../problems/problem";
import { rule } from "./rule";

interface NamedFile {
  readonly key: string;
  readonly path: string | undefined;
  /** What the file is, with its article. */
  readonly what: string;
  /** What its text must match. */
  readonly looksLike: RegExp;
  /** How a user makes it smaller. */
  readonly smaller: string;
}

/** Each file becomes a secret of its own, and Secrets Manager takes 65,536 bytes. */
const largest = 65_536;

function fileProblem({ key, path, what, looksLike, smaller }: NamedFile, directory: string): Problem[] {
  if (path === undefined) return [];
  const allowed = `${what}, readable, with its path relative to the folder of Pulumi.yaml`;
  const fix = set(key, "PATH");
  const found = JSON.stringify(path);
  if (isAbsolute(path)) return [{ key, found: `the absolute path ${found}`, allowed, fix }];
  try {
    const text = readFileSync(resolve(directory, path), "utf8");
    if (!looksLike.test(text)) return [{ key, found: `${found}, which is another kind of file`, allowed, fix }];
    const bytes = Buffer.byteLength(text);
    if (bytes <= largest) return [];
    return [
      {
        key,
        found: `${found}, which has ${bytes} bytes`,
        allowed: `${what} of at most ${largest} bytes, the most that AWS Secrets Manager stores in one secret`,
        fix: steps(`${smaller}, then set it`, setCommand(key, "PATH")),
      },
    ];
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : "cannot be read";
    return [{ key, found: `${found}, which ${reason}`, allowed, fix }];
  }
}

/** Text of `server.configurationFile`; undefined when there is none that can be read, which the rule below reports. */
export function configurationFileText(path: string | undefined, directory: string): string | undefined {
  try {
    return path === undefined ? undefined : readFileSync(resolve(directory, path), "utf8");
  } catch {
    return undefined;
  }
}

/** Files that a stack file names are read while the program runs: they must be there. */
export const namedFiles = rule(["database", "server", "auth"], ({ database, server, auth }, { projectDirectory }) => {
  const files: NamedFile[] = [
    {
      key: "database.caCertificateFile",
      path: database.caCertificateFile,
      what: "a PEM file with certificates",
      looksLike: /-----BEGIN CERTIFICATE-----/,
      smaller: "Keep the certificates of the region alone (REGION-bundle.pem in place of global-bundle.pem)",
    },
    {
      key: "auth.ldap.caCertificateFile",
      path: auth.mode === "ldap" ? auth.ldap?.caCertificateFile : undefined,
      what: "a PEM file with certificates",
      looksLike: /-----BEGIN CERTIFICATE-----/,
      smaller: "Keep the certificates that signed the directory's alone",
    },
    {
      key: "server.configurationFile",
      path: server.configurationFile,
      what: "an openmetadata.yaml",
      looksLike: /^\s*[A-Za-z][\w-]*\s*:/m,
      smaller: "Remove the comments from it",
    },
  ];
  return { problems: files.flatMap((file) => fileProblem(file, projectDirectory)) };
});
