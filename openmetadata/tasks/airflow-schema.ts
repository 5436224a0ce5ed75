import { ecsExecutorNames } from "../environment/ecs-executor";
import { runLogNames } from "../environment/run-logs";
import { certificateFiles, certificateMounts } from "./airflow-certificates";
import { airflowCommand } from "./airflow-program";
import type { AirflowTaskSettings } from "./airflow-task-settings";
import { type ContainerSpec, type EnvironmentVariable, longestStopSeconds, type TaskSpec } from "./container-spec";
import { after, bootstrapVolume, sorted } from "./database-bootstrap";
import { script } from "./script";

/** Who the admin is: for the step that makes it, and for an image whose own start script does. */
export const ofAdmin: readonly string[] = ["AIRFLOW_ADMIN_USER", "AIRFLOW_ADMIN_PASSWORD"];

/** What serving, signing and running need, and commands of Airflow do not (seen with Airflow 3.3.1 and 2.10.5). */
const ofPrograms: readonly string[] = [
  ...ofAdmin,
  ...ecsExecutorNames,
  ...runLogNames,
  "AIRFLOW_USERNAME",
  "AIRFLOW_PASSWORD",
  "AIRFLOW__API__BASE_URL",
  "AIRFLOW__API__SECRET_KEY",
  "AIRFLOW__API_AUTH__JWT_SECRET",
  "AIRFLOW__CORE__EXECUTION_API_SERVER_URL",
  "AIRFLOW__CORE__FERNET_KEY",
  "AIRFLOW__CORE__PARALLELISM",
  "AIRFLOW__LINEAGE__AIRFLOW_SERVICE_NAME",
  "AIRFLOW__LINEAGE__BACKEND",
  "AIRFLOW__LINEAGE__JWT_TOKEN",
  "AIRFLOW__LINEAGE__OPENMETADATA_API_ENDPOINT",
  "AIRFLOW__WEBSERVER__BASE_URL",
  "AIRFLOW__WEBSERVER__SECRET_KEY",
  "AIRFLOW__WORKERS__EXECUTION_API_RETRIES",
  "AIRFLOW__WORKERS__EXECUTION_API_RETRY_WAIT_MAX",
  "AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT",
];

/** A secret that the stack file brings for workflows; one that sets an option of Airflow may concern a command too. */
const isForWorkflows = (variable: EnvironmentVariable): boolean =>
  "secret" in variable && variable.secret.startsWith("airflowEnvironment.") && !variable.name.startsWith("AIRFLOW__");

/** Airflow's environment for a command that ends: what programs serve, sign and run with is left out, but for the names given. */
export const commandEnvironment = (
  { environment }: Pick<AirflowTaskSettings, "environment">,
  kept: readonly string[] = [],
): EnvironmentVariable[] =>
  sorted(
    environment.filter((one) => kept.includes(one.name) || (!ofPrograms.includes(one.name) && !isForWorkflows(one))),
  );

/** The user of Airflow that the server logs in as; named even where the list leaves it out. */
export const adminVariables = ({ adminUser }: Pick<AirflowTaskSettings, "adminUser">): EnvironmentVariable[] => [
  { name: "AIRFLOW_ADMIN_USER", value: adminUser },
  { name: "AIRFLOW_ADMIN_PASSWORD", secret: "airflow.password" },
];

/** What is run once before Airflow's services: its schema, then its admin. */
export const airflowSteps = ["airflow-migrate", "airflow-admin"] as const;
export type AirflowStepName = (typeof airflowSteps)[number];

/** Some migrations encrypt what was in clear text before. */
const ofMigration = ["AIRFLOW__CORE__FERNET_KEY"];

/** The task of such a step. */
export function airflowStepTask(settings: AirflowTaskSettings, name: AirflowStepName): TaskSpec {
  const files = certificateFiles(settings);
  const step: ContainerSpec = {
    name,
    image: settings.images.ingestion,
    entryPoint: ["/bin/bash", "-c"],
    command: [script("airflow-connection.sh", `${name}.sh`)],
    ports: [],
    environment:
      name === "airflow-migrate"
        ? commandEnvironment(settings, ofMigration)
        : sorted([...commandEnvironment(settings), ...adminVariables(settings)]),
    mounts: certificateMounts(settings),
    essential: true,
    dependsOn: after(...files.map((container) => container.name)),
    stopTimeoutSeconds: longestStopSeconds,
  };
  return {
    containers: [...files, step],
    volumes: files.length > 0 ? [{ name: bootstrapVolume, kind: "ephemeral" }] : [],
  };
}

/** Seconds in which a program's task looks for the schema, which a step made before it. */
const schemaWaitSeconds = 60;

/** Ends well where the schema is the one of this Airflow: no program runs on an older or a newer one, after a rollback by ECS say. */
export const schemaCheck = (settings: AirflowTaskSettings): ContainerSpec => ({
  name: "airflow-schema",
  image: settings.images.ingestion,
  ...airflowCommand("db", "check-migrations", "--migration-wait-timeout", String(schemaWaitSeconds)),
  ports: [],
  environment: commandEnvironment(settings),
  mounts: certificateMounts(settings),
  essential: false,
  dependsOn: after(...certificateFiles(settings).map(({ name }) => name)),
});
