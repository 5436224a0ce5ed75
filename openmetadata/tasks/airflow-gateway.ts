import type { Input } from "@pulumi/pulumi";
import { type ContainerSpec, longestStopSeconds } from "./container-spec";
import { ports } from "./ports";
import { sorted } from "./database-bootstrap";
import { script } from "./script";

export const gatewayVolume = "gateway";

export interface GatewayConfigurationSettings {
  readonly port: number;
  readonly airflowPort: number;
  readonly healthPort: number;
  /** Folder that the gateway may write to. */
  readonly directory: string;
  /** User of nginx's workers. */
  readonly user: string;
}

/** nginx's own configuration. Uploads above 256 MiB are refused. */
export function gatewayConfiguration(settings: GatewayConfigurationSettings): string {
  const values: Record<string, string> = {
    PORT: String(settings.port),
    AIRFLOW_PORT: String(settings.airflowPort),
    HEALTH_PORT: String(settings.healthPort),
    DIRECTORY: settings.directory,
    USER: settings.user,
    MAXIMUM_BODY: "256m",
  };
  return script("gateway.conf").replace(/@([A-Z_]+)@/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`gateway.conf names @${name}@, which has no value`);
    return value;
  });
}

/**
 * Seconds that a gateway which is replaced serves on: a record lives 10 s, Route 53 takes up to 60 to change it in every place
 * (Route 53 Developer Guide, "How Amazon Route 53 uses DNS propagation"), and Java keeps an address for 30.
 */
const drainSeconds = 75;

/**
 * The container in front of Airflow 3. It asks for HTTP Basic on the managed APIs, which ask for nothing themselves
 * (measured with 1.13.6.3 on Airflow 3.3.1), and leaves the rest to Airflow's own login. One that rolls begins once Airflow is
 * healthy, and ECS makes the task known by its name after that.
 */
export function airflowGateway(image: Input<string>, username: string, { rolls = false } = {}): ContainerSpec {
  const directory = "/mnt/gateway";
  const configuration = gatewayConfiguration({
    port: ports.gateway,
    airflowPort: ports.airflow,
    healthPort: ports.gatewayHealth,
    directory,
    user: "nginx",
  });
  return {
    name: "gateway",
    image,
    entryPoint: ["/bin/sh", "-c"],
    command: [script("gateway.sh", rolls ? "gateway-drain.sh" : "gateway-run.sh")],
    ports: [ports.gateway],
    environment: sorted([
      { name: "GATEWAY_CONFIGURATION", value: configuration },
      ...(rolls ? [{ name: "GATEWAY_DRAIN_SECONDS", value: String(drainSeconds) }] : []),
      { name: "GATEWAY_PASSWORD", secret: "airflow.password" },
      { name: "GATEWAY_USERNAME", value: username },
    ]),
    mounts: [{ volume: gatewayVolume, path: directory, readOnly: false }],
    healthCheck: {
      command: ["wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${ports.gatewayHealth}/health`],
      intervalSeconds: 15,
      timeoutSeconds: 5,
      retries: 3,
      startPeriodSeconds: 10,
    },
    essential: true,
    dependsOn: [{ container: "airflow", condition: rolls ? "HEALTHY" : "START" }],
    user: "0",
    readonlyRootFilesystem: true,
    // nginx ends after the requests under way; Airflow has 120 s.
    stopTimeoutSeconds: longestStopSeconds,
  };
}
