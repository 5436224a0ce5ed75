import type { Properties } from "../../../protocol/wire";
import { inContainer } from "../../testing/documents";
import type { Slip } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";

const parameter = (what: string, says: RegExp, inputs: Slip["inputs"], phases?: Slip["phases"]): Slip => ({
  what,
  says,
  type: task,
  name: /-server$/,
  ...(phases && { phases }),
  ...(inputs && { inputs }),
});

const containerParameter = (what: string, says: RegExp, changed: Properties): Slip =>
  parameter(
    what,
    says,
    inContainer("server", (container) => ({ ...container, ...changed })),
    ["after up"],
  );

export const slips: readonly Slip[] = [
  parameter("an IPC mode", /no ipcMode/, (inputs) => ({ ...inputs, ipcMode: "task" })),
  parameter("the processes of the host", /pidMode is "host"/, (inputs) => ({ ...inputs, pidMode: "host" })),
  parameter("a placement constraint", /no placementConstraints/, (inputs) => ({
    ...inputs,
    placementConstraints: [{ type: "memberOf", expression: "a" }],
  })),
  parameter("a path of the host", /volume "keys": Fargate has no hostPath/, (inputs) => ({
    ...inputs,
    volumes: [{ name: "keys", hostPath: "/keys" }],
  })),
  parameter("a Docker volume", /volume "keys": Fargate has no dockerVolumeConfiguration/, (inputs) => ({
    ...inputs,
    volumes: [{ name: "keys", dockerVolumeConfiguration: { scope: "task" } }],
  })),
  containerParameter("a privileged container", /no privileged/, { privileged: true }),
  containerParameter("a container without a network", /no disableNetworking/, { disableNetworking: true }),
  containerParameter("name servers", /no dnsServers/, { dnsServers: ["10.0.0.2"] }),
  containerParameter("search domains", /no dnsSearchDomains/, { dnsSearchDomains: ["internal"] }),
  containerParameter("security options of Docker", /no dockerSecurityOptions/, {
    dockerSecurityOptions: ["no-new-privileges"],
  }),
  containerParameter("a device", /no linuxParameters.devices/, {
    linuxParameters: { devices: [{ hostPath: "/dev/fuse" }] },
  }),
  containerParameter("shared memory", /no linuxParameters.sharedMemorySize/, {
    linuxParameters: { sharedMemorySize: 64 },
  }),
  containerParameter("swap", /no linuxParameters.maxSwap/, { linuxParameters: { maxSwap: 64 } }),
  containerParameter("swappiness", /no linuxParameters.swappiness/, { linuxParameters: { swappiness: 60 } }),
  containerParameter("a capability", /no capability but SYS_PTRACE, found NET_ADMIN/, {
    linuxParameters: { capabilities: { add: ["NET_ADMIN"] } },
  }),
  containerParameter("too long a stop", /stopTimeout is 300; Fargate allows 2 to 120/, { stopTimeout: 300 }),
  containerParameter("too short a start", /startTimeout is 1; Fargate allows 2 to 120/, { startTimeout: 1 }),
  containerParameter("logs to files", /logDriver is "json-file"/, { logConfiguration: { logDriver: "json-file" } }),
  containerParameter("logs without a prefix", /awslogs-stream-prefix/, {
    logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "a", "awslogs-region": "eu-west-1" } },
  }),
];

export const engineSlip: EngineSlip = {
  what: "a privileged container",
  type: task,
  props: rewriting("containerDefinitions", '"essential":true', '"essential":true,"privileged":true'),
};
