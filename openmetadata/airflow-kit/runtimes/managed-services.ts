import { kitEnvironment } from "../environment";
import type { KitFile, ResolvedKit } from "../settings";

const exportLines = (kit: ResolvedKit): string[] =>
  kitEnvironment(kit)
    .filter(({ secret }) => secret !== true)
    .flatMap(({ name, value, why }) => [`# ${why}`, `export ${name}='${value}'`]);

const tokenFromSecretsManager = [
  "# The token of OpenMetadata's ingestion bot, from a secret of AWS Secrets Manager that the environment's execution role may read.",
  "AIRFLOW__LINEAGE__JWT_TOKEN=$(aws secretsmanager get-secret-value --secret-id REPLACE_WITH_SECRET_NAME --query SecretString --output text)",
  "export AIRFLOW__LINEAGE__JWT_TOKEN",
];

/** A start-up script for Amazon MWAA, and requirements that name their constraints as MWAA asks from Airflow 2.7.2. */
export function mwaaFiles(kit: ResolvedKit): KitFile[] {
  const lines = [
    "#!/bin/sh",
    "# Start-up script of the MWAA environment; it runs on its schedulers, workers and web servers.",
    ...exportLines(kit),
    ...(kit.lineage ? tokenFromSecretsManager : []),
    "",
  ];
  return [{ path: "startup.sh", text: lines.join("\n"), executable: true }];
}

/** Requirements as MWAA wants them: the constraints file lies in the DAG folder of the bucket. */
export const mwaaRequirements = (requirements: string): string =>
  `--constraint "/usr/local/airflow/dags/openmetadata-constraints.txt"\n${requirements}`;

/** Lines for the Dockerfile of an Astro project. */
export function astronomerFiles(kit: ResolvedKit): KitFile[] {
  const variables = kitEnvironment(kit).filter(({ secret }) => secret !== true);
  const lines = [
    "# Add these lines to the end of your project's Dockerfile.",
    "COPY openmetadata/requirements.txt openmetadata/constraints.txt /tmp/openmetadata/",
    "RUN pip install --no-cache-dir -r /tmp/openmetadata/requirements.txt -c /tmp/openmetadata/constraints.txt",
    ...variables.map(({ name, value }) => `ENV ${name}=${value}`),
    "",
  ];
  return [{ path: "Dockerfile.lines", text: lines.join("\n") }];
}
