import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../../../config/project-directory";
import type { StackConfig } from "../../../config/stack-config";

/** Texts of the files that a stack file names; those that it does not name are left out. */
export interface NamedFiles {
  /** `database.caCertificateFile` */
  readonly caCertificate?: string;
  /** `auth.ldap.caCertificateFile` */
  readonly ldapCaCertificate?: string;
  /** `network.caCertificatesFile` */
  readonly caCertificates?: string;
  /** `server.configurationFile` */
  readonly configurationFile?: string;
}

/** Reads them, relative to the project. */
export function namedFiles(config: Pick<StackConfig, "auth" | "database" | "network" | "server">): NamedFiles {
  const paths: Readonly<Record<keyof NamedFiles, string | undefined>> = {
    caCertificate: config.database.caCertificateFile,
    ldapCaCertificate: config.auth.ldap?.caCertificateFile,
    caCertificates: config.network.caCertificatesFile,
    configurationFile: config.server.configurationFile,
  };
  return Object.fromEntries(
    Object.entries(paths).flatMap(([name, path]) =>
      path === undefined ? [] : [[name, readFileSync(join(projectDirectory, path), "utf8")]],
    ),
  );
}
