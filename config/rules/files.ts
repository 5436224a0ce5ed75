import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { set } from "../commands";
import type { Problem } from "../problem";
import { rule } from "./rule";

interface NamedFile {
  readonly key: string;
  readonly path: string | undefined;
  /** What the file is, with its article. */
  readonly what: string;
  /** What its text must match. */
  readonly looksLike: RegExp;
}

function fileProblem({ key, path, what, looksLike }: NamedFile, directory: string): Problem[] {
  if (path === undefined) return [];
  const allowed = `${what}, readable, with its path relative to the folder of Pulumi.yaml`;
  const fix = set(key, "<path>");
  const found = JSON.stringify(path);
  if (isAbsolute(path)) return [{ key, found: `the absolute path ${found}`, allowed, fix }];
  try {
    const text = readFileSync(resolve(directory, path), "utf8");
    return looksLike.test(text) ? [] : [{ key, found: `${found}, which is another kind of file`, allowed, fix }];
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
export const namedFiles = rule(["database", "server"], ({ database, server }, { projectDirectory }) => {
  const files: NamedFile[] = [
    {
      key: "database.caCertificateFile",
      path: database.caCertificateFile,
      what: "a PEM file with certificates",
      looksLike: /-----BEGIN CERTIFICATE-----/,
    },
    {
      key: "server.configurationFile",
      path: server.configurationFile,
      what: "an openmetadata.yaml",
      looksLike: /^\s*[A-Za-z][\w-]*\s*:/m,
    },
  ];
  return { problems: files.flatMap((file) => fileProblem(file, projectDirectory)) };
});
