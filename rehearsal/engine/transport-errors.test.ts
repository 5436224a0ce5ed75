import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import * as grpc from "@grpc/grpc-js";
import { listen } from "../protocol/attach";
import { runPulumi } from "./command";
import { RehearsalError } from "./errors";
import { EventRecorder } from "./operations";
import { transportAdvice } from "./transport-errors";

const folder = mkdtempSync(path.join(tmpdir(), "transport-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const told = (error: unknown) => new RehearsalError("up", "dev", new EventRecorder(), error).message;
const failing = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
};
const run = (command: string) => runPulumi(command, [], { cwd: folder, env: { PATH: process.env.PATH ?? "" } });

test("for a CLI that is gone, or cannot be run, the error says what to do", async () => {
  assert.match(told(await failing(() => run(path.join(folder, "none")))), /is gone\. Run it again/);
  const file = path.join(folder, "no-program");
  writeFileSync(file, "no program");
  assert.match(told(await failing(() => run(file))), /cannot be run on this machine\. Install one/);
});

test("the error says that an engine was killed", async () => {
  const file = path.join(folder, "killed");
  writeFileSync(file, "#!/bin/sh\nkill -9 $$\n");
  chmodSync(file, 0o755);
  const outcome = await run(file);
  assert.match(
    told(Object.assign(new Error(outcome.stderr), outcome)),
    /killed by SIGKILL\nThe engine was ended from outside/,
  );
});

test("for a port that nobody answers at, and one that is taken, the error says what to do", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const taken = await failing(
    () =>
      new Promise((resolve, reject) =>
        new grpc.Server().bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error, bound) =>
          error ? reject(error) : resolve(bound),
        ),
      ),
  );
  assert.match(told(taken), /No port of 127\.0\.0\.1 could be had/);
  await new Promise((resolve) => server.close(resolve));
  const refused = await failing(
    () => new Promise((resolve, reject) => connect(port, "127.0.0.1").once("connect", resolve).once("error", reject)),
  );
  assert.match(told(refused), /over 127\.0\.0\.1, broke\. Run it again/);
  const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const bytes = (value: Buffer) => value;
  const unavailable = await failing(
    () =>
      new Promise((resolve, reject) =>
        client.makeUnaryRequest("/a/b", bytes, bytes, Buffer.of(), (error) => (error ? reject(error) : resolve(0))),
      ),
  );
  client.close();
  assert.match(told(unavailable), /over 127\.0\.0\.1, broke/);
});

test("what is no failure of the transport stays as it is", async () => {
  assert.equal(transportAdvice("aws:ec2/vpc:Vpc main: cidrBlock is no range"), undefined);
  const server = new grpc.Server();
  assert.ok((await listen(server)) > 0);
  server.forceShutdown();
});
