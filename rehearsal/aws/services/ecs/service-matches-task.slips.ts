import type { Properties } from "../../../protocol/wire";
import type { Phase, Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";
import { inside } from "../../testing/documents";

const service = "aws:ecs/service:Service";
const registered = "aws:servicediscovery/service:Service";

/** Containers are known once everything has been created. */
const known: readonly Phase[] = ["after up"];

const match = (what: string, says: RegExp, change: Slip["inputs"], more: Partial<Slip> = {}): Slip => ({
  what,
  says,
  type: service,
  name: /-server$/,
  ...(change && { inputs: change }),
  ...more,
});

const balancer =
  (changed: Properties) =>
  (inputs: Properties): Properties => ({
    ...inputs,
    loadBalancers: (inputs.loadBalancers as Properties[]).map((one) => ({ ...one, ...changed })),
  });

const ofGroup: Partial<Slip> = { type: "aws:lb/targetGroup:TargetGroup", name: /./ };

const ofTask: Partial<Slip> = { type: "aws:ecs/taskDefinition:TaskDefinition" };

const onBridge = (inputs: Properties): Properties => ({ ...inputs, networkMode: "bridge" });

const registry =
  (changed: Properties) =>
  (inputs: Properties): Properties => ({
    ...inputs,
    serviceRegistries: { ...(inputs.serviceRegistries as Properties), ...changed },
  });

const ofRecord: Partial<Slip> = { type: "aws:servicediscovery/service:Service" };

export const slips: readonly Slip[] = [
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
    /port is set together with/,
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
  {
    what: "a CNAME for a task",
    says: /CNAME/,
    type: registered,
    inputs: (inputs) => ({
      ...inputs,
      dnsConfig: { ...inside(inputs.dnsConfig), dnsRecords: [{ type: "CNAME", ttl: 10 }] },
    }),
  },
];

export const engineSlip: EngineSlip = {
  what: "a target group of instances",
  type: "aws:lb/targetGroup:TargetGroup",
  props: (props) => ({ ...props, targetType: "instance" }),
};
