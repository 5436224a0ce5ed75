import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { listen } from "../../protocol/attach";

export interface RunningPlugin {
  /** `host:port` at which it serves the provider protocol. */
  readonly address: string;
  stop(): void;
}

/** Where `pulumi plugin install resource aws VERSION` puts the plug-in's program. */
export const pluginProgram = (version: string, environment: NodeJS.ProcessEnv): string =>
  path.join(
    environment.PULUMI_HOME ?? path.join(homedir(), ".pulumi"),
    "plugins",
    `resource-aws-v${version}`,
    process.platform === "win32" ? "pulumi-resource-aws.exe" : "pulumi-resource-aws",
  );

/** Nobody listens at this address of the loopback interface: a question for AWS fails at once. */
const nowhere = "http://127.0.0.1:9";

/** Starts a plug-in as the engine does: it gets an engine's address and prints its own port. */
export async function startPlugin(program: string): Promise<RunningPlugin> {
  if (!existsSync(program)) throw new Error(`There is no ${program}.`);
  const engine = await quietEngine();
  const child = spawn(program, [engine.address], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: nowhere,
      AWS_ACCESS_KEY_ID: "x",
      AWS_SECRET_ACCESS_KEY: "x",
      AWS_MAX_ATTEMPTS: "1",
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const stop = () => {
    child.kill();
    engine.close();
  };
  const port = await new Promise<string>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`${program} ended with status ${code} before it said its port.`)));
    child.stdout.once("data", (data) => resolve(/\d+/.exec(String(data))?.[0] ?? ""));
  }).catch((error: unknown) => {
    stop();
    throw error;
  });
  return { address: `127.0.0.1:${port}`, stop };
}

/**
 * All that a plug-in asks of an engine: whether it is alive (it ends with it), and to note what it logs. Messages are
 * answered unread: `SERVING` is field 1 with value 1 of grpc.health.v1.HealthCheckResponse, and a log's answer is empty.
 */
async function quietEngine(): Promise<{ address: string; close(): void }> {
  const server = new grpc.Server();
  const bytes = (value: Buffer): Buffer => value;
  const method = (at: string) => ({
    path: at,
    requestStream: false,
    responseStream: false,
    requestSerialize: bytes,
    requestDeserialize: bytes,
    responseSerialize: bytes,
    responseDeserialize: bytes,
  });
  const always =
    (answer: Buffer): grpc.handleUnaryCall<Buffer, Buffer> =>
    (_call, reply) =>
      reply(null, answer);
  server.addService({ check: method("/grpc.health.v1.Health/Check") }, { check: always(Buffer.from([8, 1])) });
  server.addService({ log: method("/pulumirpc.Engine/Log") }, { log: always(Buffer.alloc(0)) });
  const port = await listen(server);
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}
