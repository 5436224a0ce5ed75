import assert from "node:assert/strict";
import { createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, test } from "node:test";
import { EcsStandIn } from "./ecs-stand-in";
import { failing, inputs, TestedStep } from "./tested-step";

let ecs: EcsStandIn;
let tested: TestedStep;
beforeEach(async () => {
  ecs = await new EcsStandIn().start();
  tested = new TestedStep(ecs);
});
afterEach(() => ecs.stop());
const provider = (settings?: Record<string, string>) => tested.provider(settings);

test("keys of config sign, and a role is taken after the other", async () => {
  await (await provider()).create(inputs);
  assert.deepEqual([...new Set(ecs.calls.map(({ key }) => key))], ["AKIAFIRST"]);
  ecs.calls.length = 0;
  const roles = ["Jump", "Deploy"].map((name) => ({
    roleArn: `arn:aws:iam::123456789012:role/${name}`,
    duration: "1h30m",
    externalId: "x",
  }));
  await (await provider({ "aws:assumeRoles": JSON.stringify(roles) })).create(inputs);
  const assumed = ecs.calls.filter(({ action }) => action === "AssumeRole");
  assert.deepEqual(
    new Set(assumed.map(({ key, body }) => [key, body.RoleArn, body.DurationSeconds, body.ExternalId].join(" "))),
    new Set([`AKIAFIRST ${roles[0]!.roleArn} 5400 x`, `ASIAJump ${roles[1]!.roleArn} 5400 x`]),
  );
  const asked = ecs.calls.filter(({ action }) => action !== "AssumeRole");
  assert.deepEqual([...new Set(asked.map(({ key, token }) => `${key} ${token}`))], ["ASIADeploy token-Deploy"]);
});

test("a region that is missing, and settings that are no JSON, are named with the command", async () => {
  const kept = [process.env.AWS_REGION, process.env.AWS_DEFAULT_REGION];
  delete process.env.AWS_REGION;
  delete process.env.AWS_DEFAULT_REGION;
  try {
    assert.match(
      await failing((await provider({ "aws:region": "" })).create(inputs)),
      /aws:region is not set\. .*pulumi config set/,
    );
  } finally {
    if (kept[0] !== undefined) process.env.AWS_REGION = kept[0];
    if (kept[1] !== undefined) process.env.AWS_DEFAULT_REGION = kept[1];
  }
  assert.match(
    await failing((await provider({ "aws:assumeRoles": "not json" })).create(inputs)),
    /aws:assumeRoles is not JSON.*pulumi config set/,
  );
});

const away = {
  "aws:endpoints": JSON.stringify([{ ecs: "http://ecs.stand-in.test", logs: "http://ecs.stand-in.test" }]),
};

/** A proxy to the stand-in while something is done, and what it was asked. */
async function withProxy(done: (address: string, asked: string[]) => Promise<void>): Promise<void> {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(String(request.url));
    const { hostname, pathname } = new URL(String(request.url));
    assert.equal(hostname, "ecs.stand-in.test");
    const onward = ask(
      { host: "127.0.0.1", port: ecs.port, path: pathname, method: request.method, headers: request.headers },
      (answer) => answer.pipe(response.writeHead(answer.statusCode ?? 500, answer.headers)),
    );
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  try {
    await done(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked);
  } finally {
    proxy.closeAllConnections();
    proxy.close();
  }
}

test("ECS is asked through the proxy of config", () =>
  withProxy(async (address, asked) => {
    await (await provider({ ...away, "aws:httpProxy": address })).create(inputs);
    assert.ok(asked.length > 4 && asked.every((url) => url.startsWith("http://ecs.stand-in.test/")));
  }));

test("ECS is asked through the proxy of the environment, but for the hosts that are excepted", () =>
  withProxy(async (address, asked) => {
    const kept = process.env.HTTP_PROXY;
    process.env.HTTP_PROXY = address;
    try {
      await (await provider(away)).create(inputs);
      assert.ok(asked.length > 4);
      asked.length = 0;
      await (await provider({ "aws:noProxy": "127.0.0.1" })).create(inputs);
      assert.deepEqual(asked, []);
    } finally {
      if (kept === undefined) delete process.env.HTTP_PROXY;
      else process.env.HTTP_PROXY = kept;
    }
  }));
