import { atLeast, before } from "../releases/versions";
import { type ResolvedKit, tokenPlaceholder } from "./settings";

/** One variable of Airflow's environment, with why it is there. */
export interface KitVariable {
  readonly name: string;
  readonly value: string;
  readonly why: string;
  /** The value is a placeholder for a secret. */
  readonly secret?: boolean;
}

/** Everything Airflow's processes need in their environment, in reading order. */
export function kitEnvironment(kit: ResolvedKit): KitVariable[] {
  return [...(kit.managed ? managedApiVariables(kit) : []), ...(kit.lineage ? lineageVariables(kit) : [])];
}

function managedApiVariables(kit: ResolvedKit): KitVariable[] {
  const folder: KitVariable = {
    name: "AIRFLOW__OPENMETADATA_AIRFLOW_APIS__DAG_GENERATED_CONFIGS",
    value: `${kit.home}/dag_generated_configs`,
    why: "Where deployed workflows keep their configuration. Every Airflow process sees the same folder.",
  };
  if (!kit.airflow3) {
    return [
      folder,
      {
        name: "AIRFLOW__API__AUTH_BACKENDS",
        value: "airflow.api.auth.backend.basic_auth,airflow.api.auth.backend.session",
        why: "OpenMetadata's server logs in with HTTP Basic; without basic_auth it gets 401 (OpenMetadata issue 12331).",
      },
    ];
  }
  const manager: KitVariable = {
    name: "AIRFLOW__CORE__AUTH_MANAGER",
    value: "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager",
    why: "The managed APIs are Flask routes of the FAB provider; its users have passwords.",
  };
  if (kit.runtime !== "virtualenv") return [folder, manager];
  return [
    folder,
    manager,
    {
      name: "AIRFLOW__API__HOST",
      value: "127.0.0.1",
      why: "Only the gateway on this host reaches Airflow: the managed APIs check no login.",
    },
    { name: "AIRFLOW__API__PORT", value: String(kit.airflowPort), why: "The port that the gateway passes on to." },
    {
      name: "AIRFLOW__CORE__EXECUTION_API_SERVER_URL",
      value: `http://127.0.0.1:${kit.airflowPort}/execution/`,
      why: "Tasks on this host report to Airflow itself, past the gateway.",
    },
  ];
}

function lineageVariables(kit: ResolvedKit): KitVariable[] {
  const backend: KitVariable = {
    name: "AIRFLOW__LINEAGE__BACKEND",
    value: before(kit.version, "0.13.0")
      ? "airflow_provider_openmetadata.lineage.openmetadata.OpenMetadataLineageBackend"
      : "airflow_provider_openmetadata.lineage.backend.OpenMetadataLineageBackend",
    why: "Sends the inlets and outlets of every task to OpenMetadata.",
  };
  const provider: KitVariable = {
    name: "AIRFLOW__LINEAGE__AUTH_PROVIDER_TYPE",
    value: "openmetadata",
    why: "Log in with a bot's token.",
  };
  return [
    ...(kit.airflow3 ? [] : [backend]),
    ...(atLeast(kit.version, "1.1.0") ? [] : [provider]),
    {
      name: "AIRFLOW__LINEAGE__AIRFLOW_SERVICE_NAME",
      value: kit.serviceName,
      why: "Name of this Airflow among OpenMetadata's pipeline services.",
    },
    {
      name: "AIRFLOW__LINEAGE__OPENMETADATA_API_ENDPOINT",
      value: kit.apiUrl,
      why: "OpenMetadata's API as this Airflow reaches it.",
    },
    {
      name: "AIRFLOW__LINEAGE__JWT_TOKEN",
      value: tokenPlaceholder,
      secret: true,
      why: "Token of the ingestion bot, from OpenMetadata: Settings, Bots, ingestion-bot. Everybody who deploys workflows here can read it.",
    },
    ...lineageCertificate(kit),
  ];
}

/**
 * Section lineage has no key for a CA file, and `validate` without one raises (metadata.utils.ssl_registry of
 * openmetadata-ingestion 1.13.6.3). `no-ssl` leaves the choice to Python's requests, which verifies.
 */
function lineageCertificate(kit: ResolvedKit): KitVariable[] {
  const name = "AIRFLOW__LINEAGE__VERIFY_SSL";
  if (kit.verifySsl !== "validate") {
    return [
      {
        name,
        value: kit.verifySsl,
        why: "no-ssl: an https certificate is verified as by any program; ignore: it is not.",
      },
    ];
  }
  return [
    {
      name,
      value: "no-ssl",
      why: "Verified all the same, against the bundle below: this section has no key for a CA file.",
    },
    {
      name: "REQUESTS_CA_BUNDLE",
      value: "/etc/ssl/certs/ca-certificates.crt",
      why: `The host's authorities, for every program of this environment. Add yours to them: copy ${kit.certificatePath ?? "it"} to /usr/local/share/ca-certificates/openmetadata.crt and run update-ca-certificates.`,
    },
  ];
}

/** `openmetadata.env`: one `NAME=value` a line, for a shell (`set -a; . ./openmetadata.env`) and for Compose alike. */
export function environmentFile(kit: ResolvedKit): string {
  const head = [
    "# Environment of every Airflow process.",
    ...(kit.runtime === "virtualenv"
      ? ["# Read it after AIRFLOW_HOME is set: set -a; . ./openmetadata.env; set +a"]
      : []),
  ];
  const lines = kitEnvironment(kit).flatMap(({ name, value, why }) => ["", `# ${why}`, `${name}=${value}`]);
  return `${[...head, ...lines].join("\n")}\n`;
}

/** The same settings as sections of `airflow.cfg`, for teams that keep them there. */
export function configurationSections(kit: ResolvedKit): string {
  const sections = new Map<string, string[]>();
  for (const { name, value } of kitEnvironment(kit).filter(({ name }) => name.startsWith("AIRFLOW__"))) {
    const [, section = "", key = ""] = name.split("__");
    const lines = sections.get(section) ?? [];
    sections.set(section, [...lines, `${key.toLowerCase()} = ${value.replace("${AIRFLOW_HOME}", "{AIRFLOW_HOME}")}`]);
  }
  const text = [...sections]
    .map(([section, lines]) => [`[${section.toLowerCase()}]`, ...lines].join("\n"))
    .join("\n\n");
  return `# The settings of openmetadata.env as sections of airflow.cfg: use one of the two.\n${text}\n`;
}
