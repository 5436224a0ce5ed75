import { type ChildProcess, spawn } from "node:child_process";
import { request, type IncomingHttpHeaders } from "node:http";
import { userInfo } from "node:os";
import { images } from "../../openmetadata/images/images";
import { airflowGateway, gatewayConfiguration } from "../../openmetadata/tasks/airflow-gateway";
import { end, freePort, program, remove, scratch, until } from "./parts";
import { environmentOf } from "./run-container";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a request with exactly this path: nothing is decoded or tidied on the way. */
export function send(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = "GET", headers = {}, body } = options;
    const call = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    call.on("error", reject);
    call.end(body);
  });
}

export const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;

export interface Gateway {
  readonly port: number;
  readonly healthPort: number;
  /** Folder that stands for the container's volume. */
  readonly directory: string;
  output(): string;
  /** How it ended; null while it runs. */
  exitCode(): number | null;
  /** Signals it as ECS does; how it ends, once it has. */
  tell(signal: NodeJS.Signals): Promise<number | null>;
  stop(): Promise<void>;
}

export interface GatewaySettings {
  readonly airflowPort: number;
  readonly username: string;
  readonly password: string;
  readonly shell?: readonly string[];
  /** Seconds that it serves on, in the place of those that a gateway which rolls has; ends at once when absent. */
  readonly drainSeconds?: number;
}

/** The gateway container's own script and configuration in this machine's nginx. */
export async function startGateway(settings: GatewaySettings): Promise<Gateway> {
  const directory = scratch("gateway");
  const [port, healthPort] = [await freePort(), await freePort()];
  const user = process.getuid?.() === 0 ? "www-data" : userInfo().username;
  const { drainSeconds } = settings;
  const container = airflowGateway(images.gateway, settings.username, { rolls: drainSeconds !== undefined });
  const configuration = gatewayConfiguration({ port, healthPort, airflowPort: settings.airflowPort, directory, user });
  const environment = environmentOf(container, {
    secrets: { "airflow.password": settings.password },
    environment: {
      GATEWAY_DIRECTORY: directory,
      GATEWAY_PROCESS_USER: user,
      GATEWAY_CONFIGURATION: configuration,
      ...(drainSeconds !== undefined && { GATEWAY_DRAIN_SECONDS: String(drainSeconds) }),
      PATH: `${process.env.PATH ?? ""}:/usr/sbin`,
    },
  });
  const [shell = "/bin/sh", ...flags] = settings.shell ?? ["/bin/sh"];
  const child: ChildProcess = spawn(shell, [...flags, "-c", ...(container.command ?? [])], {
    env: environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const tell = async (signal: NodeJS.Signals): Promise<number | null> => {
    await end(child, signal);
    return child.exitCode;
  };
  const stop = async (): Promise<void> => {
    await tell("SIGTERM");
    remove(directory);
  };
  try {
    await until("the gateway", async () => (await send(healthPort, "/health")).status === 200, 15);
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}\n${output}`);
  }
  return { port, healthPort, directory, output: () => output, exitCode: () => child.exitCode, tell, stop };
}

export const nginxMissing = (): boolean => program("nginx") === undefined;
