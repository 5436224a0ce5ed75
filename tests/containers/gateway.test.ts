import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { images } from "../../openmetadata/images/images";
import { airflowGateway } from "../../openmetadata/tasks/airflow-gateway";
import { basic, type Gateway, nginxMissing, send, startGateway } from "./gateway-server";
import { installHint, run, shells } from "./parts";

const skip = nginxMissing() ? `no nginx: ${installHint}` : false;
const login = { username: "admin", password: `Aa0_.~!@%^*+=:,-z` };
const right = basic(login.username, login.password);
const managed = "/pluginsv2/api/v2/openmetadata";

interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  bytes: number;
}

for (const shell of shells()) {
  describe(`the gateway in nginx, started by ${shell.join(" ")}`, { skip }, () => {
    let airflow: Server;
    let gateway: Gateway;
    const seen: Seen[] = [];

    before(async () => {
      airflow = createServer((request, response) => {
        let bytes = 0;
        request.on("data", (chunk: Buffer) => (bytes += chunk.length));
        request.on("end", () => {
          seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, bytes });
          // Airflow's own login, as its API shows it.
          const own =
            request.url?.startsWith("/api/v2/dags") && request.headers.authorization !== "Bearer airflow-token";
          response.writeHead(own ? 401 : 200, { "set-cookie": ["session=s1; Path=/", "csrf_token=c1; Path=/"] });
          const answer = request.url?.includes("big") ? "x".repeat(8_000_000) : "from airflow";
          setTimeout(() => response.end(answer), request.url === "/slow" ? 2500 : 0);
        });
      });
      await new Promise<void>((resolve) => airflow.listen(0, "127.0.0.1", resolve));
      gateway = await startGateway({ airflowPort: (airflow.address() as AddressInfo).port, shell, ...login });
    });
    after(async () => {
      await gateway?.stop();
      airflow?.closeAllConnections();
      airflow?.close();
    });

    /** Status, and whether Airflow saw anything of the request. */
    const attempt = async (path: string, authorization?: string, method = "GET") => {
      const count = seen.length;
      const { status, headers } = await send(gateway.port, path, {
        method,
        headers: authorization ? { authorization } : {},
      });
      return { status, headers, reached: seen.length > count };
    };

    test("the managed APIs answer to the server's login only", async () => {
      const refused = [
        undefined,
        "Bearer junk",
        "Bearer airflow-token",
        "Basic",
        "Basic !!!",
        basic(login.username, "wrong"),
        basic(login.username, login.password.toUpperCase()),
        basic(login.username, login.password + "x"),
        basic(login.username, ""),
        basic("Admin", login.password),
        basic("", ""),
        right.toLowerCase(),
      ];
      for (const authorization of refused) {
        for (const [path, method] of [
          ["health", "GET"],
          ["health-auth", "GET"],
          ["deploy", "POST"],
          ["delete?dag_id=x", "DELETE"],
        ]) {
          const { status, reached, headers } = await attempt(`${managed}/${path}`, authorization, method);
          assert.equal(status, 401, `${path} with ${authorization}`);
          assert.equal(reached, false);
          assert.match(headers["www-authenticate"] ?? "", /^Basic/);
        }
      }
      const { status, reached } = await attempt(`${managed}/health-auth`, right);
      assert.deepEqual({ status, reached }, { status: 200, reached: true });
    });

    const spellings = [
      "/pluginsv2",
      "/pluginsv2/",
      "//pluginsv2/api",
      "///pluginsv2/api",
      "/PLUGINSV2/api",
      "/PluginsV2/api",
      "/%70luginsv2/api",
      "/pluginsv%32/api",
      "/%70%6c%75%67%69%6e%73%76%32/api",
      "/%50LUGINSV2/api",
      "/pluginsv2%2fapi",
      "/%2fpluginsv2/api",
      "/pluginsv2;x=1/api",
      "/pluginsv2?x=1",
      "/x/../pluginsv2/api",
      "/x/%2e%2e/pluginsv2/api",
      "/x/..%2fpluginsv2/api",
      "/./pluginsv2/api",
      "/pluginsv2/../api/v2/openmetadata/deploy",
      "/pluginsv2/x/../../api",
      "/pluginsv2/%2e%2e/api",
      "/pluginsv2/..",
      "/pluginsv2/.%2e/api",
      "/\\pluginsv2/api",
      "/x/..\\pluginsv2/api",
      "http://127.0.0.1/pluginsv2/api",
    ];
    test("no spelling of the path goes round the login", async () => {
      for (const path of spellings) {
        const { status, reached } = await attempt(path);
        assert.ok(status === 401 || status === 400, `${path} gave ${status}`);
        assert.equal(reached, false, path);
      }
    });

    test("property: every path that Airflow would read as the plug-in's is refused without a login", async () => {
      const encoded = (sign: string) =>
        fc.constantFrom(sign, sign.toUpperCase(), `%${sign.charCodeAt(0).toString(16)}`);
      const word = fc.tuple(...[..."pluginsv2"].map(encoded)).map((signs) => signs.join(""));
      const slash = fc.constantFrom("/", "//", "/./", "/x/../", "/%2e/", "/x/%2e%2e/", "/%2f");
      const path = fc
        .tuple(slash, word, fc.constantFrom("", "/", "/api", "%2fapi", "/../x"))
        .map((parts) => parts.join(""));
      await fc.assert(
        fc.asyncProperty(path, async (spelling) => {
          const { status, reached } = await attempt(spelling);
          return (status === 401 || status === 400) && !reached;
        }),
        { numRuns: 150 },
      );
    });

    test("the rest goes to Airflow as it came, with Airflow's own login", async () => {
      const paths = [
        "/",
        "/dags?search=a%2Fb&next=/../x",
        "/api/v2/monitor/health",
        "/static/app%20name.js",
        "/auth/token",
        "/dags/a%2Bb/runs/manual__2026-11-22T00%3A00%3A00%2B00%3A00",
      ];
      for (const path of paths) {
        assert.equal((await attempt(path)).status, 200, path);
        assert.equal(seen.at(-1)?.url, path);
      }
      assert.equal((await attempt("/api/v2/dags", right)).status, 401);
      assert.equal((await attempt("/api/v2/dags", "Bearer airflow-token")).status, 200);
      assert.equal(seen.at(-1)?.headers.authorization, "Bearer airflow-token");
    });

    test("the server's client: its headers, cookies and CSRF token arrive, its offer of HTTP/2 does not", async () => {
      // What Java's HttpClient sends on every first request over plain HTTP.
      const headers = {
        Connection: "Upgrade, HTTP2-Settings",
        "HTTP2-Settings": "AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA",
        Upgrade: "h2c",
        "User-Agent": "Java-http-client/21.0.5",
        Authorization: right,
        Accept: "application/json",
      };
      const token = await send(gateway.port, `${managed}/csrf-token`, { headers });
      assert.equal(token.status, 200);
      assert.deepEqual(token.headers["set-cookie"], ["session=s1; Path=/", "csrf_token=c1; Path=/"]);
      const deploy = await send(gateway.port, `${managed}/deploy`, {
        method: "POST",
        headers: {
          ...headers,
          "Content-Type": "application/json",
          "X-CSRFToken": "c1",
          Cookie: "session=s1; csrf_token=c1",
        },
        body: `{"name":"orders"}`,
      });
      assert.equal(deploy.status, 200);
      const last = seen.at(-1);
      assert.equal(last?.headers.upgrade, undefined);
      assert.equal(last?.headers["http2-settings"], undefined);
      assert.equal(last?.headers["x-csrftoken"], "c1");
      assert.equal(last?.headers.cookie, "session=s1; csrf_token=c1");
      assert.equal(last?.headers.host, `127.0.0.1:${gateway.port}`);
      assert.equal(last?.bytes, 17);
    });

    test("large uploads and answers pass, and nothing of them is kept on disk", async () => {
      const body = Buffer.alloc(40_000_000, "a");
      const { status } = await send(gateway.port, `${managed}/deploy`, {
        method: "POST",
        headers: { authorization: right },
        body,
      });
      assert.equal(status, 200);
      assert.equal(seen.at(-1)?.bytes, body.length);
      assert.equal((await send(gateway.port, "/big")).body.length, 8_000_000);
      const files = execFileSync("find", [join(gateway.directory, "temp"), "-type", "f"]).toString();
      assert.equal(files, "");
    });

    test("the password is in no file, no output and no process's command line", () => {
      for (const name of readdirSync(gateway.directory)) {
        const file = join(gateway.directory, name);
        if (statSync(file).isFile()) assert.ok(!readFileSync(file, "utf8").includes(login.password), name);
      }
      assert.match(readFileSync(join(gateway.directory, "login"), "utf8"), /^admin:\{SSHA\}[A-Za-z0-9+/]{38}==?\n$/m);
      assert.equal(statSync(join(gateway.directory, "login")).mode & 0o777, 0o400);
      assert.ok(!gateway.output().includes(login.password));
      assert.ok(!execFileSync("ps", ["axww", "-o", "command"]).toString().includes(login.password));
    });

    test("its health check answers for it, and fails without it", async () => {
      const [, ...rest] = airflowGateway(images.gateway, "admin").healthCheck?.command ?? [];
      const check = (port: number) =>
        run(["wget", ...rest.map((word) => word.replace(":8082", `:${port}`))], { PATH: process.env.PATH });
      assert.equal((await check(gateway.healthPort)).status, 0);
      assert.notEqual((await check(1)).status, 0);
    });

    for (const signal of ["SIGTERM", "SIGQUIT"] as const)
      test(`one that rolls serves on after ${signal}, then ends after the request under way`, async () => {
        const airflowPort = (airflow.address() as AddressInfo).port;
        const rolling = await startGateway({ airflowPort, shell, drainSeconds: 2, ...login });
        const began = Date.now();
        const ended = rolling.tell(signal);
        while (Date.now() - began < 1500) {
          assert.equal((await send(rolling.port, "/any")).status, 200);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        const slow = send(rolling.port, "/slow");
        assert.equal(await ended, 0);
        const seconds = (Date.now() - began) / 1000;
        assert.ok(seconds >= 3 && seconds < 15, `${seconds} s`);
        assert.equal((await slow).status, 200);
        await assert.rejects(send(rolling.port, "/any"));
        await rolling.stop();
      });

    test("one that rolls ends when its nginx ends", async () => {
      const airflowPort = (airflow.address() as AddressInfo).port;
      const rolling = await startGateway({ airflowPort, shell, drainSeconds: 60, ...login });
      const pid = Number(readFileSync(join(rolling.directory, "nginx.pid"), "utf8"));
      process.kill(pid, "SIGTERM");
      const began = Date.now();
      while (rolling.exitCode() === null && Date.now() - began < 10_000)
        await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(rolling.exitCode(), 0);
      await rolling.stop();
    });

    test("its health port answers the container alone", async () => {
      // Another address of the loopback network stands for any address that is not the container's own.
      const connects = (host: string, port: number) =>
        new Promise<boolean>((resolve) => {
          const socket = connect({ host, port })
            .on("connect", () => resolve(socket.end() !== undefined))
            .on("error", () => resolve(false));
        });
      assert.equal(await connects("127.0.0.2", gateway.port), true);
      assert.equal(await connects("127.0.0.2", gateway.healthPort), false);
    });
  });
}
