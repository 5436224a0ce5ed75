import * as grpc from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import { LogSeverity, type LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { ResourceGraph } from "../protocol/graph";
import { isProperties, unknown, type Properties, type Value } from "../protocol/wire";
import type { Operation } from "./operations";

const stackType = "pulumi:pulumi:Stack";

/** The URN that the engine will give to a resource. */
export function urnOf(stack: string, project: string, parent: string, type: string, name: string): string {
  const parentType = parent === "" ? "" : parent.split("::")[2]!;
  const qualified = parentType === "" || parentType === stackType ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

/** Notes in the graph what a registration says, dependencies included: the provider gets none of it. */
export function noteRegistration(
  graph: ResourceGraph,
  request: RegisterResourceRequest,
  stack: string,
  project: string,
): void {
  const urn = urnOf(stack, project, request.getParent(), request.getType(), request.getName());
  const propertyDependencies: Record<string, string[]> = {};
  request.getPropertydependenciesMap().forEach((dependencies, property) => {
    propertyDependencies[property] = dependencies.getUrnsList();
  });
  graph.add({
    urn,
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    custom: request.getCustom(),
    provider: request.getProvider(),
    dependencies: request.getDependenciesList(),
    propertyDependencies,
    registered: () => registrationText(request, propertyDependencies),
  });
}

/** All of a registration that the program decides, in one order; what the SDK's release adds is left out. */
function registrationText(request: RegisterResourceRequest, propertyDependencies: Record<string, string[]>): string {
  const said = request.toObject();
  return sortedText({
    type: said.type,
    name: said.name,
    parent: said.parent,
    inputs: request.getObject()?.toJavaScript() ?? {},
    provider: said.provider.split("::").slice(0, 4).join("::"),
    dependencies: [...said.dependenciesList].sort(),
    from: Object.fromEntries(Object.entries(propertyDependencies).map(([name, urns]) => [name, [...urns].sort()])),
    protect: said.protect ?? false,
    retainOnDelete: said.retainondelete ?? false,
    importId: said.importid,
    deletedWith: said.deletedwith,
    deleteBeforeReplace: said.deletebeforereplace,
    ignoreChanges: said.ignorechangesList,
    replaceOnChanges: said.replaceonchangesList,
    additionalSecretOutputs: said.additionalsecretoutputsList,
    aliases: [said.aliasurnsList, said.aliasesList],
    customTimeouts: said.customtimeouts ?? null,
  });
}

const sortedText = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );

type Answer = (error: Partial<grpc.ServiceError> | null, response?: unknown) => void;
type Call = (request: unknown, answer: Answer, ...rest: unknown[]) => unknown;

interface Connection {
  close?(): void;
}

/**
 * Has every registration of the program that is about to run in this process noted in the graph. Returns what ends the
 * program's connections once the engine is gone, which may have left the program waiting.
 */
export function recordRegistrations(graph: ResourceGraph): () => void {
  const monitor = pulumi.runtime.getMonitor() as unknown as Record<string, Call> | undefined;
  if (!monitor) throw new Error("The program runs without a resource monitor.");
  const stack = pulumi.getStack();
  const project = pulumi.getProject();
  let over = false;
  for (const method of ["registerResource", "registerResourceOutputs", "readResource", "invoke"]) {
    const call = monitor[method]!.bind(monitor);
    monitor[method] = (request, answer, ...rest) => {
      if (method === "registerResource") noteRegistration(graph, request as RegisterResourceRequest, stack, project);
      return over
        ? undefined
        : call(
            request,
            unless(() => over, answer),
            ...rest,
          );
    };
  }
  const engine = pulumi.runtime.getEngine() as unknown as (Record<string, Call> & Connection) | undefined;
  if (engine) dropDebugMessages(engine);
  return () => {
    over = true;
    (monitor as Connection).close?.();
    // Channels that stay open hold the run's resources, some 15 MB, for grpc-js's half hour of idling.
    engine?.close?.();
    forgetUnanswered();
  };
}

/** The SDK keeps a promise of every request in a store that outlives the run; one that is never answered likewise. */
export function forgetUnanswered(): void {
  const { globalStore } = globalThis as { globalStore?: { settings?: { rpcDone?: Promise<unknown> } } };
  if (globalStore?.settings) globalStore.settings.rpcDone = Promise.resolve();
}

/**
 * The SDK sends the engine three debug messages a resource, each a request of its own: more than half of all requests of
 * a run. Nobody reads them, and they would quote secrets.
 */
function dropDebugMessages(engine: Record<string, Call>): void {
  const log = engine.log!.bind(engine);
  engine.log = (request, answer, ...rest) =>
    (request as LogRequest).getSeverity() === LogSeverity.DEBUG ? answer(null) : log(request, answer, ...rest);
}

/**
 * Once the engine has stopped over an error, it closes the connection to what the program still asks. In a process of its own the
 * program would end then; here, what it asked stays unanswered, or each question would surface as a rejection that
 * nobody handles, long after the run.
 */
const unless =
  (over: () => boolean, answer: Answer): Answer =>
  (error, response) => {
    if (over() || error?.code === grpc.status.UNAVAILABLE || error?.code === grpc.status.CANCELLED) return;
    answer(error, response);
  };

/** The engine's events write a value that is not known yet as this text. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const fromEvent = (value: Value): Value => {
  if (value === unknownText) return unknown;
  if (Array.isArray(value)) return value.map(fromEvent);
  if (!isProperties(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fromEvent(inner)]));
};

/** Completes the graph, from the engine's events, with the inputs of resources whose provider is not a simulated one. */
export function noteInputs(graph: ResourceGraph, operations: readonly Operation[]): void {
  for (const { urn, newInputs } of operations) {
    if (newInputs && graph.get(urn)?.inputs === undefined)
      graph.note(urn, { inputs: fromEvent(newInputs as Properties) as Properties });
  }
}

/**
 * The SDK keeps promises of a program's outputs and never handles their rejection, beside the one that it does report:
 * without this a program that refuses its config ends the process that rehearses it.
 */
export function keepStackRejectionQuiet(): void {
  const stack = pulumi.runtime.getStackResource() as unknown as { __data?: Promise<unknown>; outputs?: object };
  for (const value of [stack.__data, ...Object.values(stack.outputs ?? {})])
    if (value instanceof Promise) value.catch(() => undefined);
}
