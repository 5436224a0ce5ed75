import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { pluginProgram, startPlugin } from "../rehearsal/aws/learned/plugin";
import { packageVersion } from "../rehearsal/protocol/versions";
import { declaredType, providerPlace } from "./learn";

const home = mkdtempSync(path.join(tmpdir(), "learn-test-"));
after(() => rmSync(home, { recursive: true }));
const version = packageVersion("@pulumi/aws");

test("a type is named as in the state or as in a program, and a misspelt one gets the nearest", () => {
  assert.equal(declaredType("aws:sqs/queue:Queue"), "aws:sqs/queue:Queue");
  assert.equal(declaredType("wafv2.WebAcl"), "aws:wafv2/webAcl:WebAcl");
  assert.throws(() => declaredType("sqs.Qeue"), /declares no sqs\.Qeue\. Did you mean aws:sqs\/queue:Queue\?/);
  assert.throws(() => declaredType("Queue"), /write it like aws:sqs\/queue:Queue or sqs\.Queue/);
  assert.throws(() => declaredType("nosuch.Thing"), /is no type of @pulumi\/aws/);
});

test("the provider is the server that is named, else the plug-in of this release of the SDK", () => {
  assert.deepEqual(providerPlace({ AWS_PROVIDER: "127.0.0.1:4000" }), { address: "127.0.0.1:4000" });
  assert.throws(() => providerPlace({ AWS_PROVIDER: "4000" }), /AWS_PROVIDER is "4000"; write HOST:PORT/);
  const environment = { PULUMI_HOME: home };
  assert.throws(
    () => providerPlace(environment),
    (error: Error) => error.message.includes(`\n  pulumi plugin install resource aws ${version}\n`),
  );
  const program = pluginProgram(version, environment);
  assert.ok(program.startsWith(path.join(home, "plugins", `resource-aws-v${version}`)), program);
  mkdirSync(path.dirname(program), { recursive: true });
  writeFileSync(program, "");
  assert.deepEqual(providerPlace(environment), { program });
});

/** A program that starts as a plug-in does. */
function standIn(name: string, script: string): string {
  const program = path.join(home, name);
  writeFileSync(program, `#!${process.execPath}\n${script}`);
  chmodSync(program, 0o755);
  return program;
}

test("a plug-in is given an engine that is alive, and says its port", async () => {
  const grpc = JSON.stringify(require.resolve("@grpc/grpc-js"));
  // As the health check of the Pulumi SDK for Go does; 9000 and the status it was given is the port.
  const program = standIn(
    "alive",
    `const grpc = require(${grpc});
    const same = (bytes) => bytes;
    const engine = new grpc.Client(process.argv[2], grpc.credentials.createInsecure());
    engine.makeUnaryRequest("/grpc.health.v1.Health/Check", same, same, Buffer.alloc(0), (error, answer) => {
      if (error) process.exit(3);
      console.log(9000 + answer[1]);
    });
    setInterval(() => undefined, 1000);`,
  );
  const plugin = await startPlugin(program);
  plugin.stop();
  assert.equal(plugin.address, "127.0.0.1:9001");
});

test("for a plug-in that ends, and one that is not there, the error says so", async () => {
  await assert.rejects(startPlugin(standIn("dead", "process.exit(7)")), /dead ended with status 7/);
  await assert.rejects(startPlugin(path.join(home, "none")), /There is no .*none/);
});
