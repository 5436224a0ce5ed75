import assert from "node:assert/strict";
import { test } from "node:test";
import { optionProblems } from "./service-options";
import { unknown, type Properties } from "../../../protocol/wire";

test("options of a service that go together", () => {
  for (const inputs of [
    { launchType: "FARGATE", orderedPlacementStrategies: [], placementConstraints: [] },
    { launchType: "EC2", orderedPlacementStrategies: [{ type: "random" }] },
    { launchType: unknown, placementConstraints: [{ type: "distinctInstance" }] },
    { deploymentController: { type: "CODE_DEPLOY" }, loadBalancers: unknown },
    { deploymentController: { type: "CODE_DEPLOY" }, deploymentCircuitBreaker: { enable: false }, loadBalancers: [{}] },
    { deploymentController: { type: unknown }, deploymentCircuitBreaker: { enable: true } },
    { iamRole: "ecs", loadBalancers: [{}] },
    { healthCheckGracePeriodSeconds: 60 },
  ] as Properties[])
    assert.deepEqual(optionProblems(inputs), [], JSON.stringify(inputs));
});
