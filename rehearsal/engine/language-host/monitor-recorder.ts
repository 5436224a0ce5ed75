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

/**
 * Between a program in a process of its own and the engine: passes every call on unread, but for registrations,
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
    service[name] = {
      ...definition,
      requestSerialize: identity,
      requestDeserialize: identity,
      responseSerialize: identity,
      responseDeserialize: identity,
    };
    const passOn = (call: grpc.ServerUnaryCall<Buffer, Buffer>, answer: grpc.sendUnaryData<Buffer>) => {
      if (name === "registerResource") {
        noteRegistration(
          graph(),
          definition.requestDeserialize(call.request) as RegisterResourceRequest,
          stack,
          project,
        );
      }
      client.makeUnaryRequest(
        definition.path,
        identity,
        identity,
        call.request,
        call.metadata,
        answer as grpc.requestCallback<Buffer>,
      );
    };
    handlers[name] = passOn as grpc.UntypedHandleCall;
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
