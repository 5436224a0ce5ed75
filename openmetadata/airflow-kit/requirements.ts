import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { provenCombinations } from "../releases/airflow-support";
import { connectorFacts } from "../connectors";
import { before } from "../releases/versions";
import type { ResolvedKit } from "./settings";

const directory = join(__dirname, "constraints");

/** File of the complete set of versions on which a combination ran. */
export const constraintsPath = (packages: string, airflow: string, python: string): string =>
  join(directory, `${packages}-airflow-${airflow}-python-${python}.txt`);

/**
 * Packages that a release imports and does not ask for: 1.10 to 1.12 rely on google-auth to bring cachetools, which it
 * no longer does; without it the lineage backend fails in every Airflow process (found by the real test).
 */
export const undeclaredPackages = (version: string): readonly string[] =>
  before(version, "1.13.0") ? ["cachetools"] : [];

/** Extras of openmetadata-ingestion that the angles need. */
function extras(kit: ResolvedKit): string[] {
  const runsWorkflows = kit.managed || kit.angles.includes("connectors");
  const own =
    runsWorkflows && connectorFacts(kit.version)?.extras.includes("pii-processor") === true ? ["pii-processor"] : [];
  return [...new Set([...own, ...kit.connectors])].sort();
}

/**
 * `requirements.txt`. It has Airflow at the version that runs already, so that pip can never change it; the
 * `airflow` extra of openmetadata-ingestion, which pins a version of its own, is never used.
 */
export function requirementsFile(kit: ResolvedKit): string {
  const wanted = extras(kit);
  const ingestion = `openmetadata-ingestion${wanted.length > 0 ? `[${wanted.join(",")}]` : ""}==${kit.packages}`;
  return [
    `# OpenMetadata ${kit.version} on Airflow ${kit.airflowVersion}. Install with: pip install -r requirements.txt -c constraints.txt`,
    "# The Airflow that you run; it is here so that nothing replaces it.",
    `apache-airflow==${kit.airflowVersion}`,
    ...(wanted.includes("pii-processor") ? ["# Without pii-processor every deployed workflow fails to import."] : []),
    ingestion,
    ...(kit.managed ? [`openmetadata-managed-apis==${kit.packages}`] : []),
    ...undeclaredPackages(kit.version).flatMap((name) => [
      `# openmetadata-ingestion ${kit.packages} imports ${name} without asking for it.`,
      name,
    ]),
    "",
  ].join("\n");
}

/** `constraints.txt`: the versions that ran in the real test, or for other combinations what is known to be needed. */
export function constraintsFile(kit: ResolvedKit): string {
  const proven = provenCombinations.find(
    ({ packages, airflow }) => packages === kit.packages && airflow === kit.airflowVersion,
  );
  const path = proven === undefined ? undefined : constraintsPath(proven.packages, proven.airflow, proven.python);
  if (path !== undefined && existsSync(path)) return readFileSync(path, "utf8");
  return [
    `# No complete set of versions is known for openmetadata-ingestion ${kit.packages} on Airflow ${kit.airflowVersion}; these are known to matter.`,
    "# dbt-core 1.12 needs a part that is built from a download outside PyPI.",
    "dbt-core<1.12",
    "# snowflake-sqlalchemy 1.11 does not import with SQLAlchemy 2.1.",
    "sqlalchemy<2.1",
    "",
  ].join("\n");
}

/** What the README says of how well the combination is known. */
export function provenSentence(kit: ResolvedKit): string {
  const proven = provenCombinations.find(
    ({ packages, airflow }) => packages === kit.packages && airflow === kit.airflowVersion,
  );
  if (proven === undefined)
    return "These versions have not been run together by the project that wrote this kit. The check at the end says whether they work.";
  const ran = `These very versions ran together on Python ${proven.python}, in a virtual environment: a workflow was deployed, imported, triggered and deleted.`;
  return kit.runtime === "virtualenv" ? ran : `${ran} The files for ${kit.runtime} have not been run there.`;
}
