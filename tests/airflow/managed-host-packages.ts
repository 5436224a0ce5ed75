import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pythonEnvironment, uvInstall } from "./python-environments";

/** A release of OpenMetadata, and the packages that stand for its ingestion image: a pinned set from the kit's files. */
export interface ManagedHost {
  readonly version: string;
  readonly packages: string;
  /** What the image has beside the set. */
  readonly besides: readonly string[];
  /** Packages that the stack's Dockerfile adds, with what they need; it holds Airflow at its version. */
  readonly added?: readonly string[];
}
// asyncpg comes with the images of Airflow 3.
const airflowThree = ["asyncpg==0.32.0"];
export const managedHosts: readonly ManagedHost[] = [
  { version: "1.13.6", packages: "1.13.6.3-airflow-3.3.1-python-3.11", besides: airflowThree },
  { version: "2.0.6", packages: "2.0.6.0-airflow-3.3.2-python-3.11", besides: airflowThree },
  // The kit's set for Airflow 2 carries newer managed APIs than the images of 1.10; Airflow itself is theirs.
  { version: "1.10.3", packages: "1.12.14.2-airflow-2.10.5-python-3.11", besides: [] },
];
/** The folder with the programs of a host's packages, installed once. */
export function installedPrograms({ packages, besides, added = [] }: ManagedHost): string {
  const file = join(__dirname, "..", "..", "openmetadata", "airflow-kit", "constraints", `${packages}.txt`);
  const text = readFileSync(file, "utf8");
  const environment = pythonEnvironment("managed-host", "3.11", [text, ...besides, ...added], (made) => {
    uvInstall(made, ["--no-deps", "-r", file, ...besides]);
    if (added.length === 0) return;
    const held = text.split("\n").filter((line) => /^apache-airflow(-core)?==/.test(line));
    const constraints = join(made.directory, "constraints.txt");
    writeFileSync(constraints, held.join("\n"));
    uvInstall(made, ["--constraint", constraints, ...added]);
  });
  return environment.bin;
}
