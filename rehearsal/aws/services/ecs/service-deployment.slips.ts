import type { Properties } from "../../../protocol/wire";
import { type Slip, toldSlips } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const service = "aws:ecs/service:Service";

const deployment = (what: string, says: RegExp, changed: Properties): Slip => ({
  what,
  says,
  type: service,
  inputs: (inputs) => ({ ...inputs, ...changed }),
});

export const slips: readonly Slip[] = [
  deployment(
    "a single task that can be neither stopped nor doubled",
    /at least 1 must run \(100 %\) and at most 1 may/,
    {
      deploymentMinimumHealthyPercent: 100,
    },
  ),
  deployment("half of a single task", /at least 1 must run \(50 %\)/, { deploymentMinimumHealthyPercent: 50 }),
  deployment("a maximum below the minimum", /at least 4 must run .* at most 2 may/, {
    desiredCount: 4,
    deploymentMinimumHealthyPercent: 100,
    deploymentMaximumPercent: 50,
  }),
  deployment("rebalancing with a maximum of 100 %", /rebalancing needs deploymentMaximumPercent above 100/, {
    availabilityZoneRebalancing: "ENABLED",
  }),
  deployment("rebalancing of daemons", /DAEMON has no rebalancing/, {
    availabilityZoneRebalancing: "ENABLED",
    schedulingStrategy: "DAEMON",
  }),
  deployment("daemons on Fargate", /FARGATE has no scheduling strategy DAEMON/, { schedulingStrategy: "DAEMON" }),
  {
    ...deployment("a service that names no number of tasks", /would run no task/, {}),
    inputs: ({ desiredCount: _, ...inputs }) => inputs,
  },
  deployment("a platform version that Fargate does not have", /platformVersion is "2.0.0"/, {
    platformVersion: "2.0.0",
  }),
  deployment("a platform version on EC2", /only tasks on Fargate/, { launchType: "EC2", platformVersion: "1.4.0" }),
  deployment("two ways to find a place", /launchType is set together with/, {
    capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
  }),
  deployment("Fargate without a network", /FARGATE needs networkConfiguration/, { networkConfiguration: null }),
  ...toldSlips(service, [
    ["a circuit breaker of CodeDeploy", /has no circuit breaker/, { deploymentController: { type: "CODE_DEPLOY" } }],
    [
      "a circuit breaker of nobody",
      /"EXTERNAL" has no circuit breaker/,
      { deploymentController: { type: "EXTERNAL" }, deploymentCircuitBreaker: { enable: true, rollback: false } },
    ],
    [
      "CodeDeploy without a load balancer",
      /needs a load balancer/,
      { deploymentController: { type: "CODE_DEPLOY" }, deploymentCircuitBreaker: null, loadBalancers: [] },
    ],
    [
      "a strategy to place tasks on Fargate",
      /takes no orderedPlacementStrategies/,
      { orderedPlacementStrategies: [{ type: "random" }] },
    ],
    [
      "a constraint on Fargate by a capacity provider",
      /takes no placementConstraints/,
      {
        launchType: null,
        capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
        placementConstraints: [{ type: "distinctInstance" }],
      },
    ],
    [
      "a role for the load balancer with awsvpc",
      /service-linked role of ECS/,
      { iamRole: "arn:aws:iam::123456789012:role/ecs" },
    ],
    [
      "a role for a load balancer that is not there",
      /and the service has none/,
      {
        iamRole: "arn:aws:iam::123456789012:role/ecs",
        networkConfiguration: null,
        serviceRegistries: null,
        loadBalancers: [],
      },
    ],
  ]),
];

export const engineSlip: EngineSlip = {
  what: "a single task that can be neither stopped nor doubled",
  type: service,
  props: (props) => ({ ...props, deploymentMinimumHealthyPercent: 100 }),
};
