import * as grpc from "@grpc/grpc-js";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { noteRegistration } from "../registrations";
import { listen } from "../../protocol/attach";
import type { ResourceGraph } from "../../protocol/graph";

export interface MonitorRecorder {
  /** Address to give to the program in place of the engine's. */
  address: string;
  close(): void;
}

type Definition = grpc.MethodDefinition<unknown, unknown>;

const identity = (bytes: Buffer): Buffer => bytes;
const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** Messages that stay the bytes that they are. */
const unread = {
  requestSerialize: identity,
  requestDeserialize: identity,
  responseSerialize: identity,
  responseDeserialize: identity,
};

/** Hands a call on to the same method of the engine, after a look at it. */
const passingOn = (client: grpc.Client, method: string, look: (request: Buffer) => void): grpc.UntypedHandleCall => {
  const passOn = (call: grpc.ServerUnaryCall<Buffer, Buffer>, answer: grpc.sendUnaryData<Buffer>) => {
    look(call.request);
    client.makeUnaryRequest(
      method,
      identity,
      identity,
      call.request,
      call.metadata,
      answer as grpc.requestCallback<Buffer>,
    );
  };
  return passOn as grpc.UntypedHandleCall;
};

/**
 * Stands between a program in a process of its own and the engine: passes every call on unread, but for registrations,
 * which it notes in the graph with their dependencies. Providers get none of them, and the rules need them.
 */
export async function recordMonitor(
  engineMonitor: string,
  graph: () => ResourceGraph,
  stack: string,
  project: string,
): Promise<MonitorRecorder> {
  const client = new grpc.Client(engineMonitor, grpc.credentials.createInsecure(), unlimited);
  const server = new grpc.Server(unlimited);
  const definitions = Object.entries(ResourceMonitorService as unknown as Record<string, Definition>);
  const service: Record<string, grpc.MethodDefinition<Buffer, Buffer>> = {};
  const handlers: grpc.UntypedServiceImplementation = {};
  for (const [name, definition] of definitions) {
    service[name] = { ...definition, ...unread };
    const note = (request: Buffer) =>
      noteRegistration(graph(), definition.requestDeserialize(request) as RegisterResourceRequest, stack, project);
    handlers[name] = passingOn(client, definition.path, name === "registerResource" ? note : () => {});
  }
  server.addService(service, handlers);
  const port = await listen(server);
  return {
    address: `127.0.0.1:${port}`,
    close: () => {
      server.forceShutdown();
      client.close();
    },
  };
}
