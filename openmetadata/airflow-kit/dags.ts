import { readFileSync } from "node:fs";
import { join } from "node:path";
import { atLeast } from "../releases/versions";
import type { KitFile, ResolvedKit } from "./settings";

/** How OpenMetadata's service types are written where the extra's name does not say; others: first letter large. */
const serviceTypes: Readonly<Record<string, string>> = {
  bigquery: "BigQuery",
  "datalake-azure": "Datalake",
  "datalake-gcs": "Datalake",
  "datalake-s3": "Datalake",
  deltalake: "DeltaLake",
  dynamodb: "DynamoDB",
  mongo: "MongoDB",
  pinotdb: "PinotDB",
  powerbi: "PowerBI",
  quicksight: "QuickSight",
  "sap-hana": "SapHana",
  singlestore: "SingleStore",
};

const serviceType = (connector: string) =>
  serviceTypes[connector] ?? `${connector.charAt(0).toUpperCase()}${connector.slice(1)}`;

const template = (name: string, values: Readonly<Record<string, string>>): string =>
  readFileSync(join(__dirname, "files", `${name}.template`), "utf8").replace(/@([A-Z_]+)@/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`${name}.template names @${key}@, which has no value`);
    return value;
  });

/** Imports that Airflow 3 has moved, one a line. */
const airflowImports = ({ airflow3 }: ResolvedKit, withVariable: boolean): string[] => [
  ...(airflow3 ? [] : ["from airflow import DAG"]),
  ...(!airflow3 && withVariable ? ["from airflow.models import Variable"] : []),
  airflow3
    ? "from airflow.providers.standard.operators.python import PythonOperator"
    : "from airflow.operators.python import PythonOperator",
  ...(airflow3 ? [`from airflow.sdk import ${withVariable ? "DAG, Variable" : "DAG"}`] : []),
];

/** Airflow 2.4 renamed the argument. */
const schedule = (kit: ResolvedKit) => (atLeast(kit.airflowVersion, "2.4.0") ? "schedule" : "schedule_interval");

function ingestionDag(kit: ResolvedKit): KitFile {
  const connector = kit.connectors[0] ?? "mysql";
  // The ingestion framework moved its workflow in 1.2, and renamed the certificate's field in 1.4.
  const [module, name] = atLeast(kit.version, "1.2.0")
    ? ["metadata.workflow.metadata", "MetadataWorkflow"]
    : ["metadata.ingestion.api.workflow", "Workflow"];
  const certificate = atLeast(kit.version, "1.4.0") ? "caCertificate" : "certificatePath";
  const text = template("ingest.py", {
    IMPORTS: airflowImports(kit, true).join("\n"),
    API: kit.apiUrl,
    CONNECTOR: connector,
    CONNECTOR_ID: connector.replace(/-/g, "_"),
    CONNECTOR_TYPE: serviceType(connector),
    WORKFLOW: name ?? "",
    WORKFLOW_IMPORT: `    from ${module} import ${name}`,
    SCHEDULE: schedule(kit),
    VERIFY_SSL: kit.verifySsl,
    SSL_CONFIG:
      kit.verifySsl === "validate"
        ? `\n                    "sslConfig": {"${certificate}": "${kit.certificatePath ?? ""}"},`
        : "",
  });
  return { path: "dags/openmetadata_ingest.py", text };
}

const successor = [
  "Airflow 3 has no lineage backend, so each DAG says it itself: the last task sends inlets and outlets, and the callbacks",
  "send the status of every task. Both read section lineage of Airflow's settings (openmetadata.env).",
].join("\n");

function lineageDag(kit: ResolvedKit): KitFile {
  const imports = [
    ...airflowImports(kit, false),
    ...(kit.airflow3
      ? [
          "from airflow_provider_openmetadata.lineage.callback import failure_callback, success_callback",
          "from airflow_provider_openmetadata.lineage.config.loader import get_lineage_config",
          "from airflow_provider_openmetadata.lineage.operator import OpenMetadataLineageOperator",
        ]
      : []),
  ];
  const task = [
    "    settings = get_lineage_config()",
    "    lineage = OpenMetadataLineageOperator(",
    '        task_id="openmetadata_lineage",',
    "        server_config=settings.metadata_config,",
    "        service_name=settings.airflow_service_name,",
    "        only_keep_dag_lineage=settings.only_keep_dag_lineage,",
    "        max_status=settings.max_status,",
    "    )",
    "    work >> lineage",
  ].join("\n");
  const text = template("lineage.py", {
    HOW: kit.airflow3
      ? successor
      : "The lineage backend (section lineage of Airflow's settings, openmetadata.env) sends inlets and outlets of every task.",
    IMPORTS: imports.join("\n"),
    SCHEDULE: schedule(kit),
    CALLBACKS: kit.airflow3
      ? '\n    default_args={"on_success_callback": success_callback, "on_failure_callback": failure_callback},'
      : "",
    LINEAGE_TASK: kit.airflow3 ? `\n${task}` : "",
  });
  return { path: "dags/openmetadata_lineage.py", text: `${text.trimEnd()}\n` };
}

/** Example DAGs: a workflow as Python operators wherever connectors are installed, and lineage where that angle is asked for. */
export const exampleDags = (kit: ResolvedKit): KitFile[] => [
  ...(kit.managed || kit.angles.includes("connectors") ? [ingestionDag(kit)] : []),
  ...(kit.lineage ? [lineageDag(kit)] : []),
];
