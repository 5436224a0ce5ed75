import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { set, setCommand, steps } from "../../../problems/commands";
import { longestSecret } from "../../aws/limits";
import type { Problem } from "../../../problems/problem";
import { rule } from "../rule";

interface NamedFile {
  readonly key: string;
  readonly path: string | undefined;
  /** What the file is, with its article. */
  readonly what: string;
  /** What its text must match. */
  readonly looksLike: RegExp;
  /** What is wrong inside it; undefined when nothing is. */
  readonly wrong?: (text: string) => string | undefined;
  /** How a user makes it smaller. */
  readonly smaller: string;
}

/** A bundle of which a program takes no certificate would only show at the first connection. */
function wrongCertificate(text: string): string | undefined {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return "which holds a private key";
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  const bad = certificates.findIndex((certificate) => {
    try {
      return new X509Certificate(certificate).subject === "";
    } catch {
      return true;
    }
  });
  if (certificates.length === 0) return "which holds no whole certificate";
  return bad === -1 ? undefined : `of which certificate ${bad + 1} cannot be read`;
}

/** Each file becomes a secret of its own. */
const largest = longestSecret;

function fileProblem({ key, path, what, looksLike, wrong, smaller }: NamedFile, directory: string): Problem[] {
  if (path === undefined) return [];
  const allowed = `${what}, readable, with its path relative to the folder of Pulumi.yaml`;
  const fix = set(key, "PATH");
  const found = JSON.stringify(path);
  if (isAbsolute(path)) return [{ key, found: `the absolute path ${found}`, allowed, fix }];
  try {
    const text = readFileSync(resolve(directory, path), "utf8");
    if (!looksLike.test(text)) return [{ key, found: `${found}, which is another kind of file`, allowed, fix }];
    const bytes = Buffer.byteLength(text);
    const inside = bytes <= largest ? wrong?.(text) : undefined;
    if (inside !== undefined) return [{ key, found: `${found}, ${inside}`, allowed, fix }];
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
export const namedFiles = rule(["database", "network", "server", "auth"], (sections, { projectDirectory }) => {
  const { database, network, server, auth } = sections;
  const files: NamedFile[] = [
    {
      key: "database.caCertificateFile",
      path: database.caCertificateFile,
      what: "a PEM file with certificates",
      looksLike: /-----BEGIN CERTIFICATE-----/,
      wrong: wrongCertificate,
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
      key: "network.caCertificatesFile",
      path: network.caCertificatesFile,
      what: "a PEM file with certificates",
      looksLike: /-----BEGIN CERTIFICATE-----/,
      wrong: wrongCertificate,
      smaller: "Keep the certificate authorities of your own alone: the public ones are trusted anyway",
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
