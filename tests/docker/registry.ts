import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { end, freePort, program, until } from "../containers/parts";

/** A registry that stands for ECR of a region: by ECR's own names, with its certificate and its login. */
export interface Registry {
  /** For every process that is to reach it: a proxy that leads ECR's names here, and the authority of its certificate. */
  readonly environment: Readonly<Record<string, string>>;
  /** Requests with a login that is over or wrong. */
  readonly refused: () => number;
  /** Manifests that were put, as `/v2/REPOSITORY/manifests/TAG`. */
  readonly pushed: () => readonly string[];
  /** The digest of a tag; undefined when there is none. */
  digest(repository: string, tag: string): Promise<string | undefined>;
  stop(): Promise<void>;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listening = (server: Server): Promise<void> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve()));

const certificateFor = (folder: string, name: string) => {
  const [key, file] = [path.join(folder, "registry.key"), path.join(folder, "registry.crt")];
  const subject = ["-subj", "/CN=registry", "-addext", `subjectAltName=DNS:${name}`];
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", file];
  execFileSync("openssl", [...request, ...subject], { stdio: "ignore" });
  return { key, file };
};

/** Debian's docker-registry, which has no login of its own here. */
const startStore = async (folder: string) => {
  const port = await freePort();
  const config = { version: 0.1, storage: { filesystem: { rootdirectory: path.join(folder, "data") } } };
  const file = path.join(folder, "config.yml");
  writeFileSync(file, JSON.stringify({ ...config, http: { addr: `127.0.0.1:${port}` } }));
  const store = spawn(program("docker-registry")!, ["serve", file], { stdio: "ignore" });
  await until("the registry", async () => (await fetch(`http://127.0.0.1:${port}/v2/`)).ok);
  return { port, store };
};

/** @param accepts whether this is a password of the login `AWS` that is not over */
export const startRegistry = async (region: string, accepts: (password: string) => boolean): Promise<Registry> => {
  const folder = mkdtempSync(path.join(tmpdir(), "registry-"));
  const { port, store } = await startStore(folder);
  const { key, file } = certificateFor(folder, `*.dkr.ecr.${region}.amazonaws.com`);
  const pushed: string[] = [];
  let refused = 0;
  const front = createTlsServer({ key: readFileSync(key), cert: readFileSync(file) }, (asked, answer) => {
    const { method, url: at, headers } = asked;
    const login = Buffer.from(headers.authorization?.replace(/^Basic /, "") ?? "", "base64").toString();
    if (!login.startsWith("AWS:") || !accepts(login.slice(4))) {
      if (headers.authorization !== undefined) refused += 1;
      return void answer.writeHead(401, { "www-authenticate": 'Basic realm="registry"' }).end();
    }
    if (method === "PUT" && at?.includes("/manifests/")) pushed.push(at);
    const passed = { ...headers, "x-forwarded-proto": "https" };
    const onward = request({ port, host: "127.0.0.1", method, path: at, headers: passed }, (found) => {
      answer.writeHead(found.statusCode ?? 500, found.headers);
      found.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    asked.pipe(onward);
  });
  const proxy = createServer().on("connect", (asked, socket) => {
    if (!/\.dkr\.ecr\./.test(asked.url ?? "")) return void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const onward = connect(portOf(front), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [onward, socket]) end.on("error", () => [onward, socket].forEach((one) => one.destroy()));
  });
  await Promise.all([listening(front), listening(proxy)]);
  const accept = "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json";
  return {
    environment: { HTTPS_PROXY: `http://127.0.0.1:${portOf(proxy)}`, SSL_CERT_FILE: file, NO_PROXY: "127.0.0.1" },
    refused: () => refused,
    pushed: () => pushed,
    digest: async (repository, tag) => {
      const url = `http://127.0.0.1:${port}/v2/${repository}/manifests/${tag}`;
      const found = await fetch(url, { method: "HEAD", headers: { accept } });
      return found.headers.get("docker-content-digest") ?? undefined;
    },
    stop: async () => {
      front.closeAllConnections();
      for (const server of [front, proxy]) server.close();
      await end(store);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
