import { createHash } from "node:crypto";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { encode } from "../../protocol/wire";
import { startPlugin, type RunningPlugin } from "./plugin";

/** Where the real provider answers: a server that runs already, or the program of the plug-in, which is started. */
export type ProviderPlace = { readonly address: string } | { readonly program: string };

/** A message of the provider protocol. */
interface Question {
  serializeBinary(): Uint8Array;
}

/** Milliseconds in which the provider answers a question. */
const patience = 10_000;

/** The real provider, asked without an account: no endpoint of AWS answers it. */
export class Teacher {
  private plugin: RunningPlugin | undefined;
  private client: ResourceProviderClient | undefined;
  /** By question: the same one comes up again and again, and what the provider says to it does not change. */
  private readonly answers = new Map<string, unknown>();

  constructor(private readonly place: ProviderPlace) {}

  stop(): void {
    this.client?.close();
    this.plugin?.stop();
    this.client = this.plugin = undefined;
  }

  private async start(): Promise<ResourceProviderClient> {
    if ("program" in this.place) this.plugin = await startPlugin(this.place.program);
    const address = "address" in this.place ? this.place.address : this.plugin!.address;
    this.client = new ResourceProviderClient(address, grpc.credentials.createInsecure());
    const unchecked = ["skipCredentialsValidation", "skipMetadataApiCheck", "skipRequestingAccountId"];
    // Some differences ask AWS something first. Nobody answers, and the provider goes on without, if it tries only once.
    const once = { maxRetries: "1" };
    const keys = { accessKey: "x", secretKey: "x" };
    const settings = {
      region: "us-east-1",
      ...once,
      ...keys,
      ...Object.fromEntries(unchecked.map((name) => [name, "true"])),
    };
    await this.call("configure", new provider.ConfigureRequest().setArgs(encode(settings)).setAcceptsecrets(true));
    return this.client;
  }

  /** Fails where there is no provider, before anything is asked and written. */
  async ready(): Promise<void> {
    this.client ??= await this.start();
  }

  /** The answer to a question, which the provider is asked once. */
  async ask<Response>(method: string, request: Question): Promise<Response> {
    const question = `${method} ${createHash("sha256").update(request.serializeBinary()).digest("hex")}`;
    const known = this.answers.get(question) as Response | undefined;
    if (known !== undefined) return known;
    const answer = await this.call<Response>(method, request);
    this.answers.set(question, answer);
    return answer;
  }

  /** Calls the provider; starts it, again if the call before made it crash. */
  private async call<Response>(method: string, request: Question): Promise<Response> {
    const client = (this.client ?? (await this.start())) as unknown as Record<string, (...args: unknown[]) => void>;
    return new Promise((resolve, reject) =>
      client[method]!(request, { deadline: Date.now() + patience }, (error: Error | null, response: Response) => {
        if (error && /UNAVAILABLE|Unavailable|EOF|DEADLINE/.test(error.message)) this.stop();
        return error ? reject(error) : resolve(response);
      }),
    );
  }
}
