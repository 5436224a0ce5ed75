import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A key, and what an engine asks for it with. */
export interface KeptKey {
  readonly key: Buffer;
  readonly token: string;
  /** Name of the key in the service. */
  readonly name: string;
}

/** One answer of the service. */
interface Answer {
  readonly status: number;
  readonly body: object;
}

/**
 * The one answer of a Vault server's transit engine that Pulumi asks for: a data key in clear, for whoever has the token
 * (developer.hashicorp.com/vault/api-docs/secret/transit, "Decrypt data").
 */
function answerTo({ headers, method, url }: IncomingMessage, { key, name, token }: KeptKey): Answer {
  if (headers["x-vault-token"] !== token) return { status: 403, body: { errors: ["permission denied"] } };
  if (method !== "PUT" || url !== `/v1/transit/decrypt/${name}`)
    return { status: 404, body: { errors: [`no answer to ${method} ${url}`] } };
  return { status: 200, body: { data: { plaintext: key.toString("base64") } } };
}

/** Serves a key on a free port of the loopback interface, for as long as this process has something else to do. */
export async function serveKey(kept: KeptKey): Promise<string> {
  const server = createServer((request, response) => {
    const { status, body } = answerTo(request, kept);
    request.resume();
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
