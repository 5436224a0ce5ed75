import { stringify } from "yaml";
import { images } from "../../images/images";
import { kitEnvironment } from "../environment";
import type { KitFile, ResolvedKit } from "../settings";
import { imageFiles } from "./image";

/** Services of Airflow's own docker-compose.yaml, by major version. */
const services = {
  2: ["airflow-init", "airflow-scheduler", "airflow-triggerer", "airflow-webserver", "airflow-worker"],
  3: [
    "airflow-apiserver",
    "airflow-dag-processor",
    "airflow-init",
    "airflow-scheduler",
    "airflow-triggerer",
    "airflow-worker",
  ],
} as const;

const configs = "openmetadata-configs";

/** Compose takes the token from its own environment or `.env` file, and says where it comes from when it is absent. */
const tokenReference = "${OPENMETADATA_BOT_TOKEN:?the token of the ingestion bot, from OpenMetadata, Settings, Bots}";

const gatewayService = (kit: ResolvedKit) => ({
  image: images.gateway,
  entrypoint: ["/bin/sh", "/gateway/start.sh"],
  environment: {
    GATEWAY_PASSWORD: `\${OPENMETADATA_AIRFLOW_PASSWORD:?the password of Airflow's user ${kit.username}}`,
  },
  volumes: ["./gateway:/gateway:ro"],
  tmpfs: ["/mnt/gateway"],
  read_only: true,
  ports: [`${kit.gatewayPort}:${kit.gatewayPort}`],
  restart: "unless-stopped",
  depends_on: ["airflow-apiserver"],
});

/** An override for Airflow's own docker-compose.yaml: image, settings, shared folder and, on Airflow 3, the gateway. */
export function composeFiles(kit: ResolvedKit): KitFile[] {
  const environment = Object.fromEntries(
    kitEnvironment(kit).map(({ name, value, secret }) => [name, secret ? tokenReference : value]),
  );
  const service = {
    build: { context: "." },
    image: `airflow-openmetadata:${kit.airflowVersion}-${kit.packages}`,
    ...(Object.keys(environment).length > 0 ? { environment } : {}),
    ...(kit.managed ? { volumes: [`${configs}:/opt/airflow/dag_generated_configs`] } : {}),
  };
  const document = {
    services: {
      ...Object.fromEntries(services[kit.airflow3 ? 3 : 2].map((name) => [name, service])),
      ...(kit.gateway ? { "openmetadata-gateway": gatewayService(kit) } : {}),
    },
    ...(kit.managed ? { volumes: { [configs]: {} } } : {}),
  };
  const yaml = stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
  // Compose's own tag, which a YAML library does not write: the port is no longer published.
  const closed = kit.gateway
    ? yaml.replace("  airflow-apiserver:\n", "  airflow-apiserver:\n    ports: !reset []\n")
    : yaml;
  const head = [
    "# Lies beside Airflow's own docker-compose.yaml, which reads it by itself. Docker Compose 2.24 or newer.",
    "# Remove the services that your file does not have.",
    ...(kit.gateway ? ["# Airflow's own port is closed: the UI, too, is reached through openmetadata-gateway."] : []),
  ];
  return [...imageFiles(kit), { path: "docker-compose.override.yml", text: `${head.join("\n")}\n${closed}` }];
}
