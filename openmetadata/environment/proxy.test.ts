import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleIngestionSettings, exampleSettings } from "../testing/examples";
import { ingestionEnvironment } from "./ingestion-environment";
import { javaHosts } from "./proxy";
import { serverEnvironment } from "./server-environment";

const proxy = {
  http: "http://proxy.example.com:3128",
  https: "http://proxy.example.com:3129",
  noProxy: ["*.corp.example.com", "10.0.0.0/8"],
};
const plain = (variables: ReturnType<typeof ingestionEnvironment>): Record<string, unknown> =>
  Object.fromEntries(variables.map((variable) => [variable.name, "value" in variable ? variable.value : "<secret>"]));

for (const version of ["0.12.0", "0.13.3", "1.1.7", "1.10.3", "1.13.6", "2.0.7"]) {
  test(`network.proxy: reaches Airflow in both cases, and the server's Java programs, on ${version}`, () => {
    const airflow = plain(ingestionEnvironment({ ...exampleIngestionSettings(version), proxy }));
    const direct = "localhost,127.0.0.1,169.254.169.254,169.254.170.2,.dev.internal,.corp.example.com,10.0.0.0/8";
    for (const [name, value] of [
      ["HTTP_PROXY", proxy.http],
      ["HTTPS_PROXY", proxy.https],
      ["NO_PROXY", direct],
    ] as const)
      assert.deepEqual([airflow[name], airflow[name.toLowerCase()]], [value, value]);
    const server = plain(serverEnvironment({ ...exampleSettings(version, { mode: "google" }), proxy }));
    assert.equal(
      server["JAVA_TOOL_OPTIONS"],
      "-Dhttp.proxyHost=proxy.example.com -Dhttp.proxyPort=3128 -Dhttps.proxyHost=proxy.example.com -Dhttps.proxyPort=3129 " +
        "-Dhttp.nonProxyHosts=localhost|127.*|[::1]|169.254.169.254|169.254.170.2|*.dev.internal|*.corp.example.com|10.*",
    );
  });
}

test("network.proxy: without one nothing is set", () => {
  const airflow = plain(ingestionEnvironment(exampleIngestionSettings("1.13.6")));
  const server = plain(serverEnvironment(exampleSettings("1.13.6", { mode: "basic" })));
  assert.deepEqual(
    [...Object.keys(airflow), ...Object.keys(server)].filter((name) => /proxy|JAVA_TOOL/i.test(name)),
    [],
  );
});

test("network.proxy: a proxy in Airflow's own variables keeps the stack's own names direct", () => {
  const settings = exampleIngestionSettings("1.13.6");
  const environment = { HTTPS_PROXY: "http://proxy.example.com:3128", NO_PROXY: "example.org, .corp" };
  const variables = ingestionEnvironment({ ...settings, environment });
  const own = "localhost,127.0.0.1,169.254.169.254,169.254.170.2,.dev.internal,example.org,.corp";
  assert.deepEqual([plain(variables)["NO_PROXY"], plain(variables)["no_proxy"]], [own, own]);
  assert.equal(plain(variables)["HTTPS_PROXY"], environment.HTTPS_PROXY);
  const names = variables.map(({ name }) => name);
  assert.deepEqual(names, [...names].sort(), "sorted, and each name once");
  const hidden = ingestionEnvironment({ ...settings, secretEnvironment: ["HTTPS_PROXY", "NO_PROXY"] });
  assert.deepEqual([plain(hidden)["NO_PROXY"], plain(hidden)["no_proxy"]], ["<secret>", undefined]);
});

test("a host in Java's form", () => {
  assert.deepEqual(javaHosts("a.example.com"), ["a.example.com", "*.a.example.com"]);
  assert.deepEqual(javaHosts(".example.com"), ["*.example.com"]);
  assert.deepEqual(javaHosts("10.1.2.3"), ["10.1.2.3"]);
  assert.deepEqual(javaHosts("10.1.2.0/24"), ["10.1.2.*"]);
  assert.deepEqual(javaHosts("10.1.2.130/30"), ["10.1.2.128", "10.1.2.129", "10.1.2.130", "10.1.2.131"]);
  const carrier = javaHosts("172.16.0.0/12");
  assert.deepEqual([carrier.length, carrier[0], carrier.at(-1)], [16, "172.16.*", "172.31.*"]);
});
