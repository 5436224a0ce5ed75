import { createHash } from "node:crypto";
import type * as grpc from "@grpc/grpc-js";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { typeOf } from "../protocol/urn";
import type { Created, SimulatedPackage } from "../protocol/package";
import { simulatedPackages } from "../protocol/packages";
import type { Account } from "../protocol/account";
import { ProviderService } from "../protocol/service";
import { encode, type Properties } from "../protocol/wire";

type Unary = (call: { request: unknown; getPeer(): string }, answer: grpc.sendUnaryData<unknown>) => void;

/** The simulated providers, called without a connection. */
export class InProcessProviders {
  private readonly services: ReadonlyMap<string, grpc.UntypedServiceImplementation>;

  constructor(account: Account) {
    this.services = new Map(
      simulatedPackages.map((one) => [one.name, new ProviderService(withOneKey(one), () => account).implementation()]),
    );
  }

  /** Gives a provider its settings, named without their prefix. */
  async configure(name: string, settings: Properties): Promise<void> {
    await this.call(name, "configure", new provider.ConfigureRequest().setArgs(encode(settings)));
  }

  /** Checks a resource and creates it, as the engine does with what is not in the state. */
  async create(urn: string, inputs: provider.CheckRequest["getNews"] extends () => infer News ? News : never) {
    const name = packageOf(typeOf(urn));
    const request = new provider.CheckRequest().setUrn(urn).setNews(inputs).setRandomseed(seedOf(urn));
    const checked = await this.call<provider.CheckResponse>(name, "check", request);
    const creation = new provider.CreateRequest().setUrn(urn).setProperties(checked.getInputs());
    return this.call<provider.CreateResponse>(name, "create", creation);
  }

  /** Answers a function of a provider. */
  async invoke(token: string, args: provider.InvokeRequest["getArgs"] extends () => infer Args ? Args : never) {
    const request = new provider.InvokeRequest().setTok(token).setArgs(args);
    return this.call<provider.InvokeResponse>(packageOf(token), "invoke", request);
  }

  private call<Response>(name: string, method: string, request: unknown): Promise<Response> {
    const serve = this.services.get(name)?.[method] as Unary | undefined;
    if (!serve) return Promise.reject(new Error(`There is no simulated provider ${name}.`));
    return new Promise((resolve, reject) =>
      serve({ request, getPeer: () => "in process" }, (error, response) =>
        error ? reject(new Error(error.details ?? "it gave no answer")) : resolve(response as Response),
      ),
    );
  }
}

const made = new Map<string, Created>();

/** A pair of keys of each kind for all runs of this process: making one takes longer than the rest of a run. */
const withOneKey = (simulated: SimulatedPackage): SimulatedPackage =>
  simulated.name === "tls"
    ? {
        ...simulated,
        create: (call) => {
          const kind = JSON.stringify([call.type, call.inputs]);
          const created = made.get(kind) ?? simulated.create(call);
          made.set(kind, created);
          return created;
        },
      }
    : simulated;

const packageOf = (token: string): string => token.split(":")[0]!;

/** Names that a provider makes up are the same in every run, and differ from resource to resource. */
const seedOf = (urn: string): Uint8Array => createHash("sha256").update(urn).digest();
