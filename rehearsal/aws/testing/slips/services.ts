import type { Properties } from "../../../protocol/wire";
import type { Mutation, Phase } from "./mutation";

const service = "aws:ecs/service:Service";

/** Containers are known once everything has been created. */
const known: readonly Phase[] = ["after up"];

const match = (what: string, says: RegExp, change: Mutation["inputs"], more: Partial<Mutation> = {}): Mutation => ({
  ...{ rule: "service-matches-task", what, says, type: service, name: /-server$/ },
  ...(change && { inputs: change }),
  ...more,
});

const balancer =
  (changed: Properties) =>
  (inputs: Properties): Properties => ({
    ...inputs,
    loadBalancers: (inputs.loadBalancers as Properties[]).map((one) => ({ ...one, ...changed })),
  });

const registry =
  (changed: Properties) =>
  (inputs: Properties): Properties => ({
    ...inputs,
    serviceRegistries: { ...(inputs.serviceRegistries as Properties), ...changed },
  });

const ofTask: Partial<Mutation> = { type: "aws:ecs/taskDefinition:TaskDefinition" };
const ofRecord: Partial<Mutation> = { type: "aws:servicediscovery/service:Service" };
const ofGroup: Partial<Mutation> = { type: "aws:lb/targetGroup:TargetGroup", name: /./ };

const onBridge = (inputs: Properties): Properties => ({ ...inputs, networkMode: "bridge" });

const matches: readonly Mutation[] = [
  match(
    "a balancer before a container that is not there",
    /has no container "web"/,
    balancer({ containerName: "web" }),
    {
      phases: known,
    },
  ),
  match("a balancer before a port that is not mapped", /no port mapping for 80/, balancer({ containerPort: 80 }), {
    phases: known,
  }),
  match(
    "a target group of instances",
    /has target type "instance"/,
    (inputs) => ({ ...inputs, targetType: "instance" }),
    ofGroup,
  ),
  match(
    "a target group of the usual type",
    /has target type "instance"/,
    ({ targetType: _, ...inputs }) => inputs,
    ofGroup,
  ),
  match("a target group of addresses before a bridge", /has target type "ip"; .* needs "instance"/, onBridge, ofTask),
  match("launch type FARGATE for a task on a bridge", /launch type FARGATE needs awsvpc/, onBridge, ofTask),
  match(
    "a task with awsvpc without a network",
    /networkConfiguration is needed/,
    ({ networkConfiguration: _, ...inputs }) => ({
      ...inputs,
      launchType: "EC2",
    }),
  ),
  match(
    "a container that is not there in a registry",
    /has no container "web"/,
    registry({ containerName: "web", containerPort: 80 }),
    {
      phases: known,
    },
  ),
  match(
    "a port for records that have none",
    /take no port or container/,
    registry({ containerName: "server", containerPort: 8585 }),
  ),
  match(
    "a port twice in a registry",
    /port is given besides/,
    registry({ port: 80, containerName: "server", containerPort: 8585 }),
  ),
  match(
    "an SRV record without a port",
    /an SRV record needs a port/,
    (inputs) => ({
      ...inputs,
      dnsConfig: { ...(inputs.dnsConfig as Properties), dnsRecords: [{ type: "SRV", ttl: 10 }] },
    }),
    ofRecord,
  ),
  match("a registry of a task on a bridge without a port", /needs containerName and containerPort/, onBridge, ofTask),
];

const deployment = (what: string, says: RegExp, changed: Properties): Mutation => ({
  ...{ rule: "service-deployment", what, says, type: service },
  inputs: (inputs) => ({ ...inputs, ...changed }),
});

const deployments: readonly Mutation[] = [
  deployment(
    "a single task that can be neither stopped nor doubled",
    /at least 1 must run \(100 %\) and at most 1 may/,
    {
      deploymentMinimumHealthyPercent: 100,
    },
  ),
  deployment("half of a single task", /at least 1 must run \(50 %\)/, { deploymentMinimumHealthyPercent: 50 }),
  deployment("a maximum below the minimum", /at least 4 must run .* at most 2 may/, {
    ...{ desiredCount: 4, deploymentMinimumHealthyPercent: 100, deploymentMaximumPercent: 50 },
  }),
  deployment("rebalancing with a maximum of 100 %", /rebalancing needs deploymentMaximumPercent above 100/, {
    availabilityZoneRebalancing: "ENABLED",
  }),
  deployment("rebalancing of daemons", /DAEMON has no rebalancing/, {
    ...{ availabilityZoneRebalancing: "ENABLED", schedulingStrategy: "DAEMON" },
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
  deployment("two ways to find a place", /launchType is given besides/, {
    capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
  }),
  deployment("Fargate without a network", /FARGATE needs networkConfiguration/, { networkConfiguration: null }),
];

const texts: readonly Mutation[] = [
  {
    ...deployment("tags from nowhere", /propagateTags is "CLUSTER"/, { propagateTags: "CLUSTER" }),
    rule: "value-limits",
  },
  { ...deployment("an unknown launch type", /launchType is "LAMBDA"/, { launchType: "LAMBDA" }), rule: "value-limits" },
];

export const serviceMutations: readonly Mutation[] = [...matches, ...deployments, ...texts];
