import assert from "node:assert/strict";
import { test } from "node:test";
import * as random from "@pulumi/random";
import { passByProxies } from "./loopback";
import { RehearsalSession } from "./session";

test("what passes by a proxy already still does", () => {
  for (const name of ["no_grpc_proxy", "no_proxy"]) {
    const environment: NodeJS.ProcessEnv = { [name]: ".internal,10.0.0.0/8" };
    passByProxies(environment);
    passByProxies(environment);
    assert.equal(environment.no_grpc_proxy, ".internal,10.0.0.0/8,127.0.0.1,localhost,::1");
  }
});

test("a proxy where nobody answers does not come between engine and program", { timeout: 120_000 }, async () => {
  // Port 9 of this machine: a request through the proxy gets no answer.
  const names = ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "grpc_proxy", "all_proxy"];
  const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  for (const name of names) process.env[name] = "http://127.0.0.1:9";
  const session = await RehearsalSession.start({
    configuration: { "aws:region": "us-east-1" },
    fillSecrets: false,
    program: async () => ({ id: new random.RandomId("made", { byteLength: 4 }).hex }),
  });
  try {
    const { outputs } = await session.up();
    assert.match(String(outputs.id), /^[0-9a-f]{8}$/);
  } finally {
    await session.dispose();
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  }
});
