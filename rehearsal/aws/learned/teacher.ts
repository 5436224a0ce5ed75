import { spawn, type ChildProcess } from "node:child_process";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { encode } from "../../protocol/wire";

/** The real provider, asked through a server named by AWS_BRIDGE that prints its port. No endpoint of AWS answers it. */
export class Teacher {
  private bridge: ChildProcess | undefined;
  private client: ResourceProviderClient | undefined;

  stop(): void {
    this.client?.close();
    this.bridge?.kill();
    this.client = undefined;
  }

  private async start(): Promise<ResourceProviderClient> {
    const bridge = spawn(process.env.AWS_BRIDGE!, ["-port", "0"], {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: "http://127.0.0.1:9",
        AWS_ACCESS_KEY_ID: "x",
        AWS_SECRET_ACCESS_KEY: "x",
        AWS_MAX_ATTEMPTS: "1",
      },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const port = await new Promise<string>((resolve) =>
      bridge.stdout.once("data", (data) => resolve(String(data).trim())),
    );
    this.bridge = bridge;
    this.client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const unchecked = ["skipCredentialsValidation", "skipMetadataApiCheck", "skipRequestingAccountId"];
    // Some differences ask AWS something first. Nobody answers, and the provider goes on without, if it tries only once.
    const once = { maxRetries: "1" };
    const settings = { region: "us-east-1", ...once, ...Object.fromEntries(unchecked.map((name) => [name, "true"])) };
    await this.call("configure", new provider.ConfigureRequest().setArgs(encode(settings)).setAcceptsecrets(true));
    return this.client;
  }

  /** Asks; starts the provider, again if the question before made it crash. */
  async call<Request, Response>(method: string, request: Request): Promise<Response> {
    const client = (this.client ?? (await this.start())) as unknown as Record<string, (...args: unknown[]) => void>;
    return new Promise((resolve, reject) =>
      client[method]!(request, { deadline: Date.now() + 10_000 }, (error: Error | null, response: Response) => {
        if (error && /UNAVAILABLE|Unavailable|EOF|DEADLINE/.test(error.message)) this.stop();
        return error ? reject(error) : resolve(response);
      }),
    );
  }
}
