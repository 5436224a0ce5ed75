import assert from "node:assert/strict";
import { test } from "node:test";
import { unknown, type Properties } from "../../../protocol/wire";
import { serviceDeployment } from "./service-deployment";

/** What ECS takes, although it looks like what a rule refuses. */
const service: Properties = { launchType: "FARGATE", desiredCount: 2, networkConfiguration: { subnets: [] } };

const services: Readonly<Record<string, Properties>> = {
  "the percentages that hold where nothing is said": service,
  "none to replace": { ...service, desiredCount: 0, deploymentMaximumPercent: 100 },
  "one of two stopped first": { ...service, deploymentMinimumHealthyPercent: 50, deploymentMaximumPercent: 100 },
  "a count that is not known yet": { ...service, desiredCount: unknown, deploymentMaximumPercent: 100 },
  "blue and green": {
    ...service,
    deploymentMaximumPercent: 100,
    deploymentConfiguration: { strategy: "BLUE_GREEN" },
  },
  "daemons on EC2": { launchType: "EC2", schedulingStrategy: "DAEMON", desiredCount: 1, deploymentMaximumPercent: 100 },
  "rebalancing with room": { ...service, availabilityZoneRebalancing: "ENABLED" },
  "a place that is not known yet": { ...service, networkConfiguration: unknown, platformVersion: unknown },
};

for (const [what, inputs] of Object.entries(services)) {
  test(`a service is taken: ${what}`, () =>
    assert.deepEqual(serviceDeployment.check!({ type: "aws:ecs/service:Service", inputs }), []));
}
