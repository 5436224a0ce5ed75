import * as grpc from "@grpc/grpc-js";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { typeOf } from "./urn";
import { hold, located, refusedBy, type Account } from "./account";
import type { Thing } from "./cloud";
import { changes } from "./diff";
import type { Judge } from "./judge";
import type { Failure, ResourceCall, SimulatedPackage } from "./package";
import { parseNested } from "./provider-configuration";
import { secretsOf } from "./secret-texts";
import { decode, encode, type Decoded, type Properties } from "./wire";

type Handler<Request> = (request: Request, peer: string) => unknown;

/** Serves one simulated package with the provider protocol of the Pulumi engine. */
export class ProviderService {
  /** The engine makes one connection for each configured provider: the peer tells them apart. */
  private readonly configurations = new Map<string, Properties>();
  private latest: Properties = {};

  constructor(
    private readonly simulated: SimulatedPackage,
    private readonly account: () => Account,
  ) {}

  implementation(): grpc.UntypedServiceImplementation {
    const calls: Record<string, Handler<never>> = {
      getPluginInfo: () => new PluginInfo().setVersion(this.simulated.version),
      attach: () => new Empty(),
      cancel: () => new Empty(),
      getSchema: () => new provider.GetSchemaResponse().setSchema("{}"),
      getMapping: () => new provider.GetMappingResponse(),
      getMappings: () => new provider.GetMappingsResponse(),
      checkConfig: (request: provider.CheckRequest) => this.checkConfig(request),
      diffConfig: (request: provider.DiffRequest) => this.diffConfig(request),
      configure: (request: provider.ConfigureRequest, peer) => this.configure(request, peer),
      invoke: (request: provider.InvokeRequest, peer) => this.invoke(request, peer),
      check: (request: provider.CheckRequest, peer) => this.check(request, peer),
      diff: (request: provider.DiffRequest) => this.diff(request),
      create: (request: provider.CreateRequest, peer) => this.create(request, peer),
      update: (request: provider.UpdateRequest, peer) => this.update(request, peer),
      read: (request: provider.ReadRequest, peer) => this.read(request, peer),
      delete: (request: provider.DeleteRequest, peer) => this.delete(request, peer),
    };
    return Object.fromEntries(Object.entries(calls).map(([name, handler]) => [name, this.answer(name, handler)]));
  }

  private answer(name: string, handler: Handler<never>): grpc.UntypedHandleCall {
    const serve = async (call: grpc.ServerUnaryCall<never, unknown>, callback: grpc.sendUnaryData<unknown>) => {
      const account = this.account();
      const start = performance.now();
      try {
        const work = () => handler(call.request, call.getPeer());
        callback(null, await account.faults.around(this.simulated.name, name, call.request, work));
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        callback({ code: (error as grpc.ServiceError).code ?? grpc.status.UNKNOWN, details: message, message });
      } finally {
        account.calls.count += 1;
        account.calls.milliseconds += performance.now() - start;
      }
    };
    return (call: unknown, callback: unknown) => void serve(call as never, callback as never);
  }

  private checkConfig(request: provider.CheckRequest): provider.CheckResponse {
    const failures = this.simulated.configure?.(parseNested(decode(request.getNews()).values)) ?? [];
    return new provider.CheckResponse().setInputs(request.getNews()).setFailuresList(failures.map(failure));
  }

  private diffConfig(request: provider.DiffRequest): provider.DiffResponse {
    const found = changes(decode(request.getOldInputs()).values, decode(request.getNews()).values, {
      replaces: () => false,
      isSet: () => false,
      isKept: () => false,
    });
    const { DIFF_SOME, DIFF_NONE } = provider.DiffResponse.DiffChanges;
    return new provider.DiffResponse()
      .setChanges(found.length > 0 ? DIFF_SOME : DIFF_NONE)
      .setDiffsList(found.map(({ path }) => path));
  }

  private configure(request: provider.ConfigureRequest, peer: string): provider.ConfigureResponse {
    this.latest = parseNested(decode(request.getArgs()).values);
    this.configurations.set(peer, this.latest);
    return new provider.ConfigureResponse()
      .setAcceptsecrets(true)
      .setSupportspreview(true)
      .setAcceptresources(false)
      .setAcceptoutputs(false)
      .setSupportsAutonamingConfiguration(true);
  }

  /** What the account refuses of a resource at once, without the secrets that a reason would quote, also of other resources. */
  private judged(urn: string, secrets: ReadonlySet<string>, find: (judge: Judge) => Failure[]): Failure[] {
    const account = this.account();
    secrets.forEach((text) => account.secretTexts.add(text));
    if (!account.refusesAtEnd) return refusedBy(account, (judge) => located(urn, find(judge)));
    if (account.judges) hold(account, located(urn, find(account.judge)));
    return [];
  }

  private configuration(peer: string): Properties {
    return this.configurations.get(peer) ?? this.latest;
  }

  private call(request: Identified, peer: string, more: Partial<ResourceCall>): ResourceCall {
    const { cloud, graph } = this.account();
    const urn = request.getUrn();
    return {
      urn,
      type: typeOf(urn),
      name: urn.split("::").slice(3).join("::"),
      inputs: {},
      preview: false,
      configuration: this.configuration(peer),
      cloud,
      graph,
      ...more,
    };
  }

  private invoke(request: provider.InvokeRequest, peer: string): provider.InvokeResponse {
    const { cloud } = this.account();
    const args = decode(request.getArgs());
    const result = this.simulated.invoke?.(request.getTok(), args.values, this.configuration(peer), cloud);
    if (result === undefined) throw new Error(`The rehearsal does not simulate the function ${request.getTok()}.`);
    return Array.isArray(result)
      ? new provider.InvokeResponse().setFailuresList(result.map(failure))
      : new provider.InvokeResponse().setReturn(encode(result));
  }

  private check(request: provider.CheckRequest, peer: string): provider.CheckResponse {
    const news = decode(request.getNews());
    const olds = request.getOlds();
    const before = olds && decode(olds).values;
    const call = this.call(request, peer, { inputs: news.values, preview: true, ...(before && { oldInputs: before }) });
    const proposed = request.getAutonaming();
    const modes = ["propose", "enforce", "disable"] as const;
    const autonaming = proposed && {
      proposedName: proposed.getProposedName(),
      mode: modes[proposed.getMode()] ?? "propose",
    };
    call.inputs = this.simulated.defaults?.(call, request.getRandomseed_asU8(), autonaming) ?? news.values;
    call.graph.note(call.urn, { inputs: call.inputs, ...identifierOf(call) });
    const { refusesAtEnd } = this.account();
    const failures = this.judged(call.urn, news.secretTexts, (judge) => [
      ...(this.simulated.problems?.(call) ?? []),
      ...judge.check(call),
      ...(refusesAtEnd ? [] : judge.relations(call.urn, call.graph, call.cloud)),
    ]);
    return new provider.CheckResponse()
      .setInputs(encode(call.inputs, news.secrets))
      .setFailuresList(failures.map(failure));
  }

  private diff(request: provider.DiffRequest): provider.DiffResponse {
    const type = typeOf(request.getUrn());
    const ignored = new Set(request.getIgnorechangesList());
    const { values: before, secretTexts } = decode(request.getOldInputs());
    const after = decode(request.getNews()).values;
    const found = changes(before, after, this.simulated.diffRules(type, before, after)).filter(
      ({ path }) => !ignored.has(path),
    );
    const isReplaced = found.some(({ replaces }) => replaces);
    const thing = isReplaced ? this.account().cloud.get(type, request.getId()) : undefined;
    if (thing) {
      const { cloud } = this.account();
      refuseOver(this.judged(thing.urn, secretTexts, (judge) => judge.replacement(thing, cloud)));
    }
    const kinds = provider.PropertyDiff.Kind;
    const { DIFF_SOME, DIFF_NONE } = provider.DiffResponse.DiffChanges;
    const top = (path: string) => /^[^.[]*/.exec(path)![0];
    const response = new provider.DiffResponse()
      .setChanges(found.length > 0 ? DIFF_SOME : DIFF_NONE)
      .setDiffsList([...new Set(found.map(({ path }) => top(path)))])
      .setReplacesList([...new Set(found.filter(({ replaces }) => replaces).map(({ path }) => top(path)))])
      .setDeletebeforereplace(isReplaced && (this.simulated.deletesFirst?.(type, after) ?? false))
      .setHasdetaileddiff(true);
    for (const { path, kind, replaces } of found) {
      const name = `${kind.toUpperCase()}${replaces ? "_REPLACE" : ""}` as keyof typeof kinds;
      response.getDetaileddiffMap().set(path, new provider.PropertyDiff().setKind(kinds[name]).setInputdiff(true));
    }
    return response;
  }

  private create(request: provider.CreateRequest, peer: string): provider.CreateResponse {
    const inputs = decode(request.getProperties());
    const preview = request.getPreview();
    const call = this.call(request, peer, { inputs: inputs.values, preview });
    refuseOver(this.judged(call.urn, inputs.secretTexts, (judge) => judge.creation(call)));
    const { id, outputs, secretOutputs } = this.simulated.create(call);
    if (!preview) call.cloud.put({ type: call.type, id, urn: call.urn, inputs: inputs.values, outputs });
    call.graph.note(call.urn, { outputs, ...(!preview && { id }) });
    return new provider.CreateResponse()
      .setId(preview ? "" : id)
      .setProperties(encode(outputs, secretsOf(inputs, outputs, secretOutputs)));
  }

  private update(request: provider.UpdateRequest, peer: string): provider.UpdateResponse {
    const news = decode(request.getNews());
    const olds = decode(request.getOlds());
    const preview = request.getPreview();
    const id = request.getId();
    const oldInputs = decode(request.getOldInputs()).values;
    const call = this.call(request, peer, { inputs: news.values, oldInputs, oldOutputs: olds.values, preview });
    if (!preview && !isInStateOnly(id) && !call.cloud.get(call.type, id))
      throw new Error(`${call.type} ${id} does not exist`);
    const secretTexts = new Set([...news.secretTexts, ...olds.secretTexts]);
    refuseOver(this.judged(call.urn, secretTexts, (judge) => judge.change({ ...call, oldInputs })));
    const { outputs, secretOutputs } = this.simulated.update?.({ ...call, id }) ?? {
      outputs: { ...withoutRemoved(olds, oldInputs, news.values), ...news.values },
    };
    if (!preview) call.cloud.put({ type: call.type, id, urn: call.urn, inputs: news.values, outputs });
    call.graph.note(call.urn, { outputs, id });
    const secrets = new Set([...secretsOf(news, outputs, secretOutputs), ...olds.secrets]);
    return new provider.UpdateResponse().setProperties(encode(outputs, secrets));
  }

  private read(request: provider.ReadRequest, peer: string): provider.ReadResponse {
    const id = request.getId();
    const olds = decode(request.getProperties());
    if (isInStateOnly(id)) {
      const known = new provider.ReadResponse().setId(id).setProperties(request.getProperties());
      return known.setInputs(request.getInputs());
    }
    const call = this.call(request, peer, { oldOutputs: olds.values });
    const thing = call.cloud.get(call.type, id) ?? this.adopt(call, id);
    if (!thing) return new provider.ReadResponse();
    const oldInputs = request.getInputs() && decode(request.getInputs());
    call.graph.note(call.urn, { outputs: thing.outputs, inputs: thing.inputs, id });
    return new provider.ReadResponse()
      .setId(id)
      .setProperties(encode(thing.outputs, olds.secrets))
      .setInputs(encode(thing.inputs, oldInputs?.secrets ?? new Set()));
  }

  /** What the program looks up although this session did not make it, such as an existing VPC. */
  private adopt(call: ResourceCall, id: string): Thing | undefined {
    if (Object.keys(call.oldOutputs ?? {}).length > 0 && call.graph.get(call.urn) === undefined) return undefined;
    const outputs = this.simulated.existing?.(call.type, id, call);
    return outputs && { type: call.type, id, urn: "", inputs: {}, outputs };
  }

  private delete(request: provider.DeleteRequest, peer: string): Empty {
    const olds = decode(request.getProperties());
    const oldInputs = decode(request.getOldInputs()).values;
    const id = request.getId();
    const call = { ...this.call(request, peer, { inputs: oldInputs, oldInputs, oldOutputs: olds.values }), id };
    // The revisions of a task definition share one identifier, the family: an older one goes and the newest stays.
    const newest = call.cloud.get(call.type, id);
    if (newest?.outputs.arn !== undefined && olds.values.arn !== undefined && newest.outputs.arn !== olds.values.arn)
      return new Empty();
    if (!newest) return new Empty();
    refuseOver(this.judged(call.urn, olds.secretTexts, (judge) => judge.deletion(newest, call.cloud)));
    this.account().judge.afterDeletion(newest, call.cloud);
    call.cloud.remove(call.type, id);
    return new Empty();
  }
}

/** Every random password has this identifier: no account knows it, and a refresh finds what the state says. */
const isInStateOnly = (id: string): boolean => id === "none";

/** What exists already is known by its identifier, so that what names it by that can be followed to it. */
const identifierOf = ({ urn, cloud }: ResourceCall): { id?: string } => {
  const made = cloud.madeBy(urn);
  return made ? { id: made.id } : {};
};

function refuseOver(problems: readonly Failure[]): void {
  if (problems.length > 0) throw new Error(problems.map(({ reason }) => reason).join("\n"));
}

interface Identified {
  getUrn(): string;
}

const failure = ({ property, reason }: Failure): provider.CheckFailure =>
  new provider.CheckFailure().setProperty(property).setReason(reason);

/** Outputs of the last run without what followed from inputs that are gone. */
const withoutRemoved = (olds: Decoded, oldInputs: Properties, news: Properties): Properties =>
  Object.fromEntries(Object.entries(olds.values).filter(([name]) => name in news || !(name in oldInputs)));
