import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { SimulatedPackage } from "./package";
import type { Account } from "./account";
import { ProviderService } from "./service";

export interface AttachedProviders {
  /** Value for PULUMI_DEBUG_PROVIDERS: the engine connects to these instead of starting plugins. */
  debugProviders: string;
  close(): void;
}

const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** Serves simulated packages in this process, each on a free port of the loopback interface. */
export async function attachProviders(
  packages: readonly SimulatedPackage[],
  account: () => Account,
): Promise<AttachedProviders> {
  const servers: grpc.Server[] = [];
  const ports = await Promise.all(
    packages.map(async (simulated) => {
      const server = new grpc.Server(unlimited);
      servers.push(server);
      server.addService(ResourceProviderService, new ProviderService(simulated, account).implementation());
      return `${simulated.name}:${await listen(server)}`;
    }),
  );
  return { debugProviders: ports.join(","), close: () => servers.forEach((server) => server.forceShutdown()) };
}

/** Binds to a free port of the loopback interface. */
export const listen = (server: grpc.Server): Promise<number> =>
  new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    ),
  );
