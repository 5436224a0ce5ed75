/**
 * Writes openmetadata/airflow-kit/constraints/*.txt: for each combination that the real test runs, the versions of
 * every package. Needs uv on PATH (pip install uv). Run the real test afterwards: npm run test:airflow.
 *
 *   npm run resolve-airflow-kit
 */
import { Command } from "commander";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constraintsPath, undeclaredPackages } from "../openmetadata/airflow-kit/requirements";
import { isAirflow3, provenCombinations } from "../openmetadata/releases/airflow-support";

/** Connectors whose packages the set pins too; others resolve at the team's. */
const connectors = ["mysql", "postgres", "snowflake"];

new Command("npm run resolve-airflow-kit --")
  .description("Resolves the versions of every package of the kit's proven combinations; needs uv on PATH.")
  .allowExcessArguments(false)
  .parse();

for (const { packages, airflow, python } of provenCombinations) {
  const folder = mkdtempSync(join(tmpdir(), "resolve-"));
  try {
    const requirements = [
      `apache-airflow==${airflow}`,
      ...(isAirflow3(airflow) ? ["apache-airflow-providers-fab"] : []),
      `openmetadata-ingestion[${["pii-processor", ...connectors].join(",")}]==${packages}`,
      `openmetadata-managed-apis==${packages}`,
      ...undeclaredPackages(packages),
      // dbt-core 1.12 needs dbt-core-experimental-parser, whose source package downloads a binary from outside PyPI.
      "dbt-core<1.12",
      // snowflake-sqlalchemy 1.11 does not import with SQLAlchemy 2.1; found by the kit's check in the real test.
      "sqlalchemy<2.1",
    ];
    const input = join(folder, "requirements.in");
    writeFileSync(input, `${requirements.join("\n")}\n`);
    const args = ["pip", "compile", "--quiet", "--no-header", "--no-annotate", "--python-version", python, input];
    const resolved = execFileSync("uv", args, { encoding: "utf8" });
    const head = [
      `# The versions on which openmetadata-ingestion ${packages} ran with Airflow ${airflow} and Python ${python}`,
      `# (connectors ${connectors.join(", ")}). Resolved by tools/resolve-airflow-kit.ts from PyPI, run by tests/airflow.`,
    ];
    writeFileSync(constraintsPath(packages, airflow, python), `${head.join("\n")}\n${resolved}`);
    console.log(`${packages} on Airflow ${airflow}: ${resolved.trim().split("\n").length} packages`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
