import { stringify } from "yaml";
import { images } from "../../images/images";
import { kitEnvironment } from "../environment";
import type { KitFile, ResolvedKit } from "../settings";
import { imageFiles } from "./image";

const secretName = "openmetadata-airflow";
const claim = "openmetadata-configs";
const folder = "/opt/airflow/dag_generated_configs";

const variables = (kit: ResolvedKit) =>
  kitEnvironment(kit)
    .filter(({ secret }) => secret !== true)
    .map(({ name, value }) => ({ name, value }));

/** `extraEnvFrom` and the like are templates of the chart; the token comes from a Kubernetes secret. */
const tokenReference = [{ envName: "AIRFLOW__LINEAGE__JWT_TOKEN", secretName, secretKey: "ingestion-bot-token" }];

/** Values for Apache Airflow's own chart. */
function values(kit: ResolvedKit) {
  const shared = {
    volumes: [{ name: claim, persistentVolumeClaim: { claimName: claim } }],
    volumeMounts: [{ name: claim, mountPath: folder }],
    // Deploying writes DAG files too, so the web process and the others must share the DAG folder as well.
    dags: { persistence: { enabled: true, accessMode: "ReadWriteMany" } },
  };
  return {
    airflowVersion: kit.airflowVersion,
    images: {
      airflow: {
        repository: "REPLACE_WITH_YOUR_REGISTRY/airflow-openmetadata",
        tag: `${kit.airflowVersion}-${kit.packages}`,
      },
    },
    env: variables(kit),
    ...(kit.lineage ? { secret: tokenReference } : {}),
    ...(kit.managed ? shared : {}),
  };
}

const gatewayName = "openmetadata-gateway";
const labels = { app: gatewayName };

const gatewayContainer = ({ gatewayPort: port }: ResolvedKit) => ({
  name: "gateway",
  image: images.gateway,
  command: ["/bin/sh", "/gateway/start.sh"],
  env: [{ name: "GATEWAY_PASSWORD", valueFrom: { secretKeyRef: { name: secretName, key: "airflow-password" } } }],
  ports: [{ containerPort: port }],
  readinessProbe: { tcpSocket: { port } },
  volumeMounts: [
    { name: "files", mountPath: "/gateway" },
    { name: "state", mountPath: "/mnt/gateway" },
  ],
});

const gatewayDeployment = (kit: ResolvedKit) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: gatewayName, labels },
  spec: {
    replicas: 1,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [gatewayContainer(kit)],
        volumes: [
          { name: "files", configMap: { name: gatewayName } },
          { name: "state", emptyDir: { medium: "Memory" } },
        ],
      },
    },
  },
});

/** Closes Airflow's web pods to everybody but the gateway and Airflow itself. */
const gatewayOnly = ({ airflowPort }: ResolvedKit) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: `${gatewayName}-only` },
  spec: {
    podSelector: { matchLabels: { tier: "airflow", component: "api-server" } },
    policyTypes: ["Ingress"],
    ingress: [
      {
        from: [{ podSelector: { matchLabels: labels } }, { podSelector: { matchLabels: { tier: "airflow" } } }],
        ports: [{ port: airflowPort }],
      },
    ],
  },
});

/** The gateway as a deployment of its own, with its files and its address. */
function gatewayManifests(kit: ResolvedKit, files: readonly KitFile[]): unknown[] {
  const metadata = { name: gatewayName };
  const data = Object.fromEntries(
    files
      .filter(({ path }) => path.startsWith("gateway/"))
      .map(({ path, text }) => [path.slice("gateway/".length), text]),
  );
  return [
    { apiVersion: "v1", kind: "ConfigMap", metadata, data },
    gatewayDeployment(kit),
    { apiVersion: "v1", kind: "Service", metadata, spec: { selector: labels, ports: [{ port: kit.gatewayPort }] } },
    gatewayOnly(kit),
  ];
}

const claimManifest = {
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: claim },
  spec: { accessModes: ["ReadWriteMany"], resources: { requests: { storage: "1Gi" } } },
};

const documents = (all: readonly unknown[]) => all.map((one) => stringify(one, { lineWidth: 0 })).join("---\n");

/** Values for the chart, the claim both kinds of pods share, and the gateway. */
export function helmFiles(kit: ResolvedKit, gateway: readonly KitFile[]): KitFile[] {
  const manifests = [...(kit.managed ? [claimManifest] : []), ...(kit.gateway ? gatewayManifests(kit, gateway) : [])];
  const head =
    "# Values for the chart apache-airflow/airflow, after your own: helm upgrade … -f your-values.yaml -f values.yaml\n";
  return [
    ...imageFiles(kit),
    { path: "values.yaml", text: head + stringify(values(kit), { lineWidth: 0 }) },
    ...(manifests.length > 0 ? [{ path: "openmetadata.yaml", text: documents(manifests) }] : []),
  ];
}
