import assert from "node:assert/strict";
import { after, test } from "node:test";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { listen } from "../../protocol/attach";
import { encode } from "../../protocol/wire";
import { Teacher } from "./teacher";

const asked: string[] = [];
const server = new grpc.Server();
after(() => server.forceShutdown());

const answer: grpc.handleUnaryCall<provider.CheckRequest, provider.CheckResponse> = ({ request }, reply) => {
  const urn = request.getUrn();
  asked.push(urn);
  if (urn === "broken" && asked.filter((one) => one === urn).length === 1) return reply(new Error("not this time"));
  reply(null, new provider.CheckResponse().setInputs(request.getNews()));
};
const configured: grpc.handleUnaryCall<provider.ConfigureRequest, provider.ConfigureResponse> = (_call, reply) =>
  reply(null, new provider.ConfigureResponse());
server.addService(ResourceProviderService as grpc.ServiceDefinition, {
  configure: configured,
  check: answer,
});

test("the provider is asked each question once, and again when it gave no answer", async () => {
  const teacher = new Teacher({ address: `127.0.0.1:${await listen(server)}` });
  const ask = (urn: string, name: string) =>
    teacher.ask<provider.CheckResponse>("check", new provider.CheckRequest().setUrn(urn).setNews(encode({ name })));
  const [first, second] = [await ask("queue", "a"), await ask("queue", "a")];
  assert.equal(first, second);
  assert.notEqual(await ask("queue", "b"), first, "other inputs are another question");
  assert.deepEqual(asked, ["queue", "queue"]);
  await assert.rejects(ask("broken", "a"), /not this time/);
  await ask("broken", "a");
  assert.deepEqual(asked, ["queue", "queue", "broken", "broken"]);
  teacher.stop();
});
