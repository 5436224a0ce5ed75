import assert from "node:assert/strict";
import { test } from "node:test";
import { runningServicesType } from "../protocol/steps";
import { stepCounts } from "./service-counts";

const service = (name: string | undefined) => ({
  urn: `urn:pulumi:dev::p::aws:ecs/service:Service::${name}`,
  type: "aws:ecs/service:Service",
  inputs: { desiredCount: 1 },
  outputs: name === undefined ? {} : { name },
});
const runs = (services: unknown) => ({
  urn: `urn:pulumi:dev::p::${runningServicesType}::runs`,
  type: runningServicesType,
  inputs: { services },
});

test("the count that a step sets, by the service's name in the account", () => {
  const [server, airflow, planned] = [service("server-1a2b3c4"), service("airflow-1a2b3c4"), service(undefined)];
  const count = stepCounts([server, airflow, planned, runs([{ service: "server-1a2b3c4", count: 3, scaled: false }])]);
  assert.deepEqual([server, airflow, planned].map(count), [3, undefined, undefined]);
  assert.equal(count({ ...server, type: "aws:ecs/taskSet:TaskSet" }), undefined);
});

test("services that only up knows have the count that the program registers", () => {
  const server = service("server-1a2b3c4");
  for (const unknown of ["04da6b54-80e4-46f7-96ec-b56ff0331ba9", undefined, [null]])
    assert.equal(stepCounts([server, runs(unknown)])(server), undefined);
});
