import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Fault = "throttle" | "error" | "close";

/** A proxy in front of the emulator that answers one call with a fault, and all others faithfully. */
export interface FaultProxy {
  readonly endpoint: string;
  /** Calls seen since the last {@link FaultProxy.plan}. */
  readonly calls: () => number;
  /** Fault at call number `at` (from 1); `times` calls in a row fail. */
  plan(fault: Fault, at: number, times?: number): void;
  /** No more faults. */
  clear(): void;
  stop(): Promise<void>;
}

const throttled = JSON.stringify({ __type: "ThrottlingException", message: "Rate exceeded" });
const broken = JSON.stringify({ __type: "InternalFailure", message: "internal failure" });

const answerFault = (fault: Fault, response: ServerResponse) => {
  if (fault === "close") return response.socket?.destroy();
  response.writeHead(fault === "throttle" ? 400 : 500, {
    "content-type": "application/x-amz-json-1.1",
    "x-amzn-errortype": fault === "throttle" ? "ThrottlingException" : "InternalFailure",
  });
  response.end(fault === "throttle" ? throttled : broken);
};

const forward = (target: URL, incoming: IncomingMessage, response: ServerResponse) => {
  const onward = request(
    {
      host: target.hostname,
      port: target.port,
      method: incoming.method,
      path: incoming.url,
      headers: incoming.headers,
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on("error", () => response.destroy());
  incoming.pipe(onward);
};

/** Starts the proxy on the loopback interface. */
export const startFaultProxy = async (emulatorEndpoint: string): Promise<FaultProxy> => {
  const target = new URL(emulatorEndpoint);
  let calls = 0;
  let planned: { fault: Fault; at: number; times: number } | undefined;
  const server = createServer((incoming, response) => {
    calls++;
    if (planned && calls >= planned.at && calls < planned.at + planned.times) {
      incoming.resume();
      return answerFault(planned.fault, response);
    }
    forward(target, incoming, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls: () => calls,
    plan: (fault, at, times = 1) => {
      calls = 0;
      planned = { fault, at, times };
    },
    clear: () => {
      planned = undefined;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
