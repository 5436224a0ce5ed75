import type { AirflowAngle, AirflowRuntime } from "../releases/airflow-support";
import { isAirflow3, managedApisPath } from "../releases/airflow-support";
import { packageVersion } from "../connectors";
import { ports } from "../tasks/ports";

/** What the kit is written for. Holds no secret: the kit names where each comes from. */
export interface AirflowKitSettings {
  /** The stack's OpenMetadata release, such as `1.13.6`. */
  readonly version: string;
  /** Version of the team's Airflow, such as `3.3.1`. */
  readonly airflowVersion: string;
  readonly runtime: AirflowRuntime;
  readonly angles: readonly AirflowAngle[];
  readonly connectors: readonly string[];
  /** Airflow user that OpenMetadata's server logs in as. */
  readonly username: string;
  /** Base URL of Airflow, or of the gateway, as OpenMetadata's server reaches it. */
  readonly endpoint?: string;
  /** Base URL of OpenMetadata without a path, as Airflow reaches it; a placeholder is written when absent. */
  readonly serverUrl?: string;
  readonly verifySsl: "no-ssl" | "ignore" | "validate";
  readonly certificatePath?: string;
  /** Name under which the lineage of this Airflow appears in OpenMetadata. Default: `airflow`. */
  readonly serviceName?: string;
  /** Port of Airflow behind the gateway. Default: 8080. */
  readonly airflowPort?: number;
  /** Port of the gateway. Default: the port of `endpoint`, else 8081. */
  readonly gatewayPort?: number;
  /** Port on which the gateway answers for its own health, loopback only. Default: 8082. */
  readonly gatewayHealthPort?: number;
}

/** One file of the kit; `path` is relative to the output directory, with forward slashes. */
export interface KitFile {
  readonly path: string;
  readonly text: string;
  readonly executable?: boolean;
}

/** Settings with everything that follows from them. */
export interface ResolvedKit extends AirflowKitSettings {
  /** Version of both Python packages. */
  readonly packages: string;
  readonly airflow3: boolean;
  readonly managed: boolean;
  readonly lineage: boolean;
  /** Whether the managed APIs need the gateway: Airflow 3 checks no login itself. */
  readonly gateway: boolean;
  readonly managedApisPath: string;
  /** Base URL of the server's API, or the placeholder. */
  readonly apiUrl: string;
  readonly serviceName: string;
  readonly airflowPort: number;
  readonly gatewayPort: number;
  readonly gatewayHealthPort: number;
  /** Airflow's home in the runtime; a shell expression where the team chooses it. */
  readonly home: string;
  /** Program of Airflow that serves the managed APIs. */
  readonly webProcess: "api-server" | "webserver";
}

/** In place of the address of OpenMetadata, while it is not known. */
export const serverPlaceholder = "REPLACE_WITH_OPENMETADATA_URL";
/** In place of the token of OpenMetadata's ingestion bot. */
export const tokenPlaceholder = "REPLACE_WITH_INGESTION_BOT_TOKEN";

const homes: Record<AirflowRuntime, string> = {
  virtualenv: "${AIRFLOW_HOME}",
  image: "/opt/airflow",
  compose: "/opt/airflow",
  helm: "/opt/airflow",
  mwaa: "/usr/local/airflow",
  astronomer: "/usr/local/airflow",
};

/** Fills in what follows. Throws when no package is published for the release, which config has refused before. */
export function resolveKit(settings: AirflowKitSettings): ResolvedKit {
  const packages = packageVersion(settings.version);
  if (packages === undefined)
    throw new Error(`No openmetadata-ingestion is published for OpenMetadata ${settings.version}.`);
  const airflow3 = isAirflow3(settings.airflowVersion);
  const managed = settings.angles.includes("managed-apis");
  return {
    ...settings,
    connectors: [...settings.connectors].sort(),
    packages,
    airflow3,
    managed,
    lineage: settings.angles.includes("lineage-backend"),
    gateway: managed && airflow3,
    managedApisPath: managedApisPath(settings.airflowVersion),
    apiUrl: `${(settings.serverUrl ?? serverPlaceholder).replace(/\/+$/, "")}/api`,
    serviceName: settings.serviceName ?? "airflow",
    airflowPort: settings.airflowPort ?? ports.airflow,
    gatewayPort: settings.gatewayPort ?? portOf(settings.endpoint) ?? ports.gateway,
    gatewayHealthPort: settings.gatewayHealthPort ?? ports.gatewayHealth,
    home: homes[settings.runtime],
    webProcess: airflow3 ? "api-server" : "webserver",
  };
}

/** The port that a plain address names. Behind https something else ends TLS, so its port is not the gateway's. */
function portOf(endpoint: string | undefined): number | undefined {
  if (endpoint === undefined || !endpoint.startsWith("http://")) return undefined;
  const port = new URL(endpoint).port;
  return port === "" ? undefined : Number(port);
}
