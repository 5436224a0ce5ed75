import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
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

/**
 * Milliseconds in which the provider answers a question. About a web ACL each takes it some 3 s of processor time (measured with 5.100),
 * and several times that on a busy machine.
 */
const patience = 60_000;

/** The real provider, asked without an account: no endpoint of AWS answers it. It is asked several questions at a time. */
export class Teacher {
  /** Those that are not being asked anything. */
  private readonly idle: OneAtATime[];
  private readonly waiting: ((one: OneAtATime) => void)[] = [];
  /** By question: the same one comes up again and again, and what the provider says to it does not change. */
  private readonly answers = new Map<string, Promise<unknown>>();
  private readonly all: readonly OneAtATime[];

  /** @param atATime how many questions are asked at a time; a plug-in that is started for each takes some hundred MiB */
  constructor(
    place: ProviderPlace,
    readonly atATime = Math.min(4, availableParallelism()),
  ) {
    this.all = Array.from({ length: atATime }, () => new OneAtATime(place));
    this.idle = [...this.all];
  }

  stop(): void {
    for (const one of this.all) one.stop();
  }

  /** Fails where there is no provider, before anything is asked and written. */
  async ready(): Promise<void> {
    await this.all[0]!.ready();
  }

  /** The answer to a question, which the provider is asked once; again where it gave none. */
  ask<Response>(method: string, request: Question): Promise<Response> {
    const question = `${method} ${createHash("sha256").update(request.serializeBinary()).digest("hex")}`;
    const known = this.answers.get(question) as Promise<Response> | undefined;
    if (known !== undefined) return known;
    const answer = this.byAnIdleOne((one) => one.call<Response>(method, request));
    this.answers.set(question, answer);
    answer.catch(() => this.answers.delete(question));
    return answer;
  }

  private async byAnIdleOne<Response>(work: (one: OneAtATime) => Promise<Response>): Promise<Response> {
    const one = this.idle.pop() ?? (await new Promise<OneAtATime>((resolve) => this.waiting.push(resolve)));
    try {
      return await work(one);
    } finally {
      const next = this.waiting.shift();
      if (next) next(one);
      else this.idle.push(one);
    }
  }
}

/** A provider that is asked one question at a time: when it ends over one, that is the question that ended it. */
class OneAtATime {
  private plugin: RunningPlugin | undefined;
  private client: ResourceProviderClient | undefined;

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

  async ready(): Promise<void> {
    this.client ??= await this.start();
  }

  /** Calls the provider; starts it, again if the call before made it crash. */
  async call<Response>(method: string, request: Question): Promise<Response> {
    const client = (this.client ?? (await this.start())) as unknown as Record<string, (...args: unknown[]) => void>;
    return new Promise((resolve, reject) =>
      client[method]!(request, { deadline: Date.now() + patience }, (error: Error | null, response: Response) => {
        if (error && /UNAVAILABLE|Unavailable|EOF|DEADLINE/.test(error.message)) this.stop();
        return error ? reject(error) : resolve(response);
      }),
    );
  }
}
