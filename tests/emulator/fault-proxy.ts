import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Fault = "throttle" | "error" | "close";
export const faults: readonly Fault[] = ["throttle", "error", "close"];

/** When a call fails. */
export type FaultPlan =
  /** The call number `at` (from 1), and the calls like it that follow, `times` in all: more than the provider's attempts. */
  | { readonly kind: "lasting"; readonly fault: Fault; readonly at: number; readonly times: number }
  /** Every so many calls one fails, once: the provider's next attempt gets through. */
  | { readonly kind: "passing"; readonly every: number };

/** A proxy in front of the emulator that answers some calls with a fault, and all others faithfully. */
export interface FaultProxy {
  readonly endpoint: string;
  /** Calls seen since the last {@link FaultProxy.plan}. */
  readonly calls: () => number;
  /** The same by name, as `service action`. */
  readonly names: () => readonly string[];
  /** Calls that were answered with a fault since then, as `service action`. */
  readonly injected: () => readonly string[];
  /** Counts from the beginning again; undefined: no faults. */
  plan(plan: FaultPlan | undefined): void;
  stop(): Promise<void>;
}

interface Call {
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
  /** `ec2 CreateVpc`. */
  readonly name: string;
}

/** Service from the signature's scope; action from the header, the form or the path, as each protocol of AWS has it. */
const nameOf = ({ headers, method, url }: IncomingMessage, body: Buffer): string => {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "unknown";
  const target = headers["x-amz-target"];
  const form = /(?:^|&)Action=([^&]+)/.exec(body.toString("latin1", 0, 2000))?.[1];
  return `${service} ${typeof target === "string" ? target.split(".").pop() : (form ?? `${method} ${url}`)}`;
};

const codes = { throttle: ["ThrottlingException", "Rate exceeded"], error: ["InternalFailure", "internal failure"] };

/** The fault as the call's protocol writes it: EC2's XML, the query protocol's, or JSON. */
const answerFault = (fault: Fault, { incoming, name }: Call, response: ServerResponse): void => {
  if (fault === "close") return void response.socket?.destroy();
  const [code = "", message = ""] = codes[fault];
  const query = incoming.headers["content-type"]?.includes("x-www-form-urlencoded") ?? false;
  const status = fault === "error" ? 500 : 400;
  if (!query) {
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": code });
    return void response.end(JSON.stringify({ __type: code, message }));
  }
  const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  response.writeHead(status, { "content-type": "text/xml" });
  response.end(
    name.startsWith("ec2 ")
      ? `<Response><Errors>${error}</Errors><RequestID>fault</RequestID></Response>`
      : `<ErrorResponse>${error}<RequestId>fault</RequestId></ErrorResponse>`,
  );
};

const forward = (target: URL, { incoming, body }: Call, response: ServerResponse) => {
  const { method, url, headers } = incoming;
  const onward = request({ host: target.hostname, port: target.port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  onward.end(body);
};

const bodyOf = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Decides which calls fail. */
class Injector {
  calls = 0;
  readonly names: string[] = [];
  readonly injected: string[] = [];
  private struck: string | undefined;

  constructor(private readonly plan: FaultPlan | undefined) {}

  faultFor({ name, body }: Call): Fault | undefined {
    this.calls++;
    this.names.push(name);
    const { plan } = this;
    if (!plan) return undefined;
    if (plan.kind === "passing") {
      if (this.calls % plan.every !== 0) return undefined;
      this.injected.push(name);
      return faults[(this.calls / plan.every) % faults.length];
    }
    const identity = `${name} ${body.toString("latin1")}`;
    if (this.calls >= plan.at) this.struck ??= identity;
    if (identity !== this.struck || this.injected.length >= plan.times) return undefined;
    this.injected.push(name);
    return plan.fault;
  }
}

/** Starts the proxy on the loopback interface. */
export const startFaultProxy = async (emulatorEndpoint: string): Promise<FaultProxy> => {
  const target = new URL(emulatorEndpoint);
  let injector = new Injector(undefined);
  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(incoming);
    const call = { incoming, body, name: nameOf(incoming, body) };
    const fault = injector.faultFor(call);
    if (fault) answerFault(fault, call, response);
    else forward(target, call, response);
  };
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls: () => injector.calls,
    names: () => injector.names,
    injected: () => injector.injected,
    plan: (plan) => {
      injector = new Injector(plan);
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
