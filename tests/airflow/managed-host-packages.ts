import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pythonEnvironment, uvInstall } from "./python-environments";

/** A release of OpenMetadata, and the packages that stand for its ingestion image: a pinned set from the kit's files. */
export interface ManagedHost {
  readonly version: string;
  readonly packages: string;
  /** What the image has beside the set. */
  readonly besides: readonly string[];
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
export function installedPrograms({ packages, besides }: ManagedHost): string {
  const file = join(__dirname, "..", "..", "openmetadata", "airflow-kit", "constraints", `${packages}.txt`);
  const environment = pythonEnvironment("managed-host", "3.11", [readFileSync(file, "utf8"), ...besides], (made) =>
    uvInstall(made, ["--no-deps", "-r", file, ...besides]),
  );
  return environment.bin;
}
