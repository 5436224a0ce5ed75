/** Everything that a rehearsal connects to is on this machine. */
const here = ["127.0.0.1", "localhost", "::1"];

/**
 * Keeps a proxy of the environment (`https_proxy`, `grpc_proxy`) out of the connections between program and engine: grpc-js
 * reads `no_grpc_proxy`, else `no_proxy`, when it makes a channel. The engine itself is started without any of them.
 */
export function passByProxies(environment: NodeJS.ProcessEnv): void {
  const known = environment.no_grpc_proxy ?? environment.no_proxy ?? "";
  const names = known.split(",").filter((name) => name !== "");
  environment.no_grpc_proxy = [...new Set([...names, ...here])].join(",");
}
