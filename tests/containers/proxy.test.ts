import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { exampleIngestionSettings, exampleSettings } from "../../openmetadata/testing/examples";
import { ingestionEnvironment } from "../../openmetadata/environment/ingestion-environment";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { serverEnvironment } from "../../openmetadata/environment/server-environment";
import { airflowHealthCheck } from "../../openmetadata/tasks/airflow-task";
import { program, remove, run, scratch } from "./parts";

const version = "1.13.6";
/** Answers every request with its own name, and notes what a proxy was asked for. */
const host = (name: string, asked: string[]): Promise<Server> => {
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end(name);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
};
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

let proxy: Server;
let direct: Server;
const asked: string[] = [];
before(async () => {
  proxy = await host("by the proxy", asked);
  direct = await host("directly", []);
});
after(() => [proxy, direct].forEach((server) => server.close()));
beforeEach(() => void asked.splice(0));

const settings = () => ({ http: `http://127.0.0.1:${portOf(proxy)}`, noProxy: [".corp.example.com", "10.9.0.0/16"] });
const value = (variables: ReturnType<typeof serverEnvironment>, name: string): string => {
  const found = variables.find((variable) => variable.name === name);
  assert.ok(found && "value" in found && typeof found.value === "string", name);
  return found.value;
};
const elsewhere = "http://catalog.example.org/x";

describe("the proxy, as Java takes it", { skip: program("javac") ? false : "no JDK" }, () => {
  const folder = scratch("proxy");
  after(() => remove(folder));

  test("asks it for what is elsewhere, and not for the stack's own names", async () => {
    writeFileSync(
      join(folder, "Ask.java"),
      `import java.net.*;
       public class Ask {
         public static void main(String[] urls) throws Exception {
           for (String url : urls) {
             System.out.println(url + " " + ProxySelector.getDefault().select(URI.create(url)).get(0).type());
           }
           System.out.println(new String(URI.create(urls[0]).toURL().openStream().readAllBytes()));
         }
       }`,
    );
    const variables = serverEnvironment({ ...exampleSettings(version, { mode: "basic" }), proxy: settings() });
    const environment = { PATH: process.env.PATH, JAVA_TOOL_OPTIONS: value(variables, "JAVA_TOOL_OPTIONS") };
    const own = ["http://airflow.dev.internal:8080/", "http://localhost:8585/", "http://169.254.170.2/v2/credentials"];
    const urls = [elsewhere, ...own, "http://a.corp.example.com/", "http://10.9.3.4/", "http://10.8.3.4/"];
    const { status, output } = await run(["java", join(folder, "Ask.java"), ...urls], environment);
    assert.equal(status, 0, output);
    const answers = urls.map((url) => new RegExp(`^${url.replaceAll(".", "\\.")} (\\w+)$`, "m").exec(output)?.[1]);
    assert.deepEqual(answers, ["HTTP", "DIRECT", "DIRECT", "DIRECT", "DIRECT", "DIRECT", "HTTP"], output);
    assert.match(output, /^by the proxy$/m);
    assert.deepEqual(asked, [elsewhere]);
  });

  test("the image's start script still finds the version of Java", async () => {
    const environment = { PATH: process.env.PATH, JAVA_TOOL_OPTIONS: "-Dhttp.proxyHost=proxy" };
    const { output } = await run(["java", "-version"], environment);
    assert.match(output, /Picked up JAVA_TOOL_OPTIONS/);
    assert.equal(output.match(/ version "/g)?.length, 1);
  });
});

describe("the proxy, as Python takes it", { skip: program("python3") ? false : "no python3" }, () => {
  const environment = () => {
    const variables = ingestionEnvironment({ ...exampleIngestionSettings(version), proxy: settings() });
    return {
      PATH: process.env.PATH,
      PYENV_VERSION: process.env.PYENV_VERSION,
      ...Object.fromEntries(
        variables.filter(({ name }) => /proxy$/i.test(name)).map(({ name }) => [name, value(variables, name)]),
      ),
    };
  };

  test("asks it for what is elsewhere, and not for the stack's own names", async () => {
    const source = `import sys, urllib.request
for host in sys.argv[2:]: print(host, bool(urllib.request.proxy_bypass(host)))
print(urllib.request.urlopen(sys.argv[1]).read().decode())`;
    const hosts = [
      "server.dev.internal",
      "localhost",
      "127.0.0.1",
      "169.254.170.2",
      "a.corp.example.com",
      "example.org",
    ];
    const { output } = await run(["python3", "-c", source, elsewhere, ...hosts], environment());
    assert.match(output, /^by the proxy$/m);
    assert.deepEqual(
      hosts.map((name) => new RegExp(`^${name} (\\w+)$`, "m").exec(output)?.[1]),
      ["True", "True", "True", "True", "True", "False"],
      output,
    );
  });

  test("Airflow's health check asks Airflow, with any proxy in the variables", async () => {
    const command = airflowHealthCheck(releaseLineOf(version)).command;
    const here = command.map((word) => word.replace("127.0.0.1:8080", `127.0.0.1:${portOf(direct)}`));
    const { NO_PROXY: _upper, no_proxy: _lower, ...withoutExceptions } = environment() as Record<string, string>;
    const { output } = await run(here, withoutExceptions);
    assert.match(output, /no health document/);
    assert.deepEqual(asked, [], "the proxy was not asked");
  });
});
