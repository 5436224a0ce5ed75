import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that Airflow, the check or a workflow made to the stub. */
export interface StubRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization?: string;
}

/** The few routes of an OpenMetadata server that a generated DAG calls while it is parsed. */
export interface ServerStub {
  /** What goes into `openMetadataServerConnection.hostPort`: base URL with `/api`. */
  readonly apiUrl: string;
  readonly requests: readonly StubRequest[];
  /** Answer as another release from now on. */
  setVersion(version: string): void;
  close(): Promise<void>;
}

/**
 * Starts a stub of the OpenMetadata server on a free loopback port. It knows one database service, `serviceName`,
 * and its version; each parse of a generated DAG asks for both (FIELD.md, trap 25).
 */
export async function startServerStub(version: string, serviceName: string): Promise<ServerStub> {
  const requests: StubRequest[] = [];
  let current = version;
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    requests.push({ method: request.method ?? "GET", path, authorization: request.headers.authorization });
    answer(request, response, current, serviceName);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = (server.address() as AddressInfo).port;
  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    requests,
    setVersion: (next) => {
      current = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answer(request: IncomingMessage, response: ServerResponse, version: string, serviceName: string): void {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  request.resume();
  if (path === "/api/v1/system/version") {
    return send(response, 200, { version, revision: "stub", timestamp: 0 });
  }
  if (path === "/api/v1/system/health") {
    return send(response, 200, "OK");
  }
  if (path === `/api/v1/services/databaseServices/name/${serviceName}`) {
    return send(response, 200, databaseService(serviceName));
  }
  send(response, 404, { code: 404, message: `the stub has no ${path}` });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

/** A database service as the server's API returns it. */
export function databaseService(name: string): Record<string, unknown> {
  return {
    id: "0b8c9c3e-6a5f-4d9c-9d0a-0f2d0a7f6a11",
    name,
    fullyQualifiedName: name,
    serviceType: "Mysql",
    connection: {
      config: {
        type: "Mysql",
        scheme: "mysql+pymysql",
        username: "reader",
        authType: { password: "stub-service-password" },
        hostPort: "127.0.0.1:3306",
      },
    },
    version: 0.1,
    updatedAt: 0,
    updatedBy: "admin",
    deleted: false,
  };
}
