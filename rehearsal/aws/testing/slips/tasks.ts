import { isProperties, type Properties } from "../../../protocol/wire";
import { objectsIn } from "../../rule";
import { inContainer } from "./containers";
import type { Mutation } from "./mutation";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const accessPoint = "aws:efs/accessPoint:AccessPoint";

const size = (what: string, says: RegExp, changed: Properties): Mutation => ({
  ...{ rule: "fargate-size", what, says, type: task },
  inputs: (inputs) => ({ ...inputs, ...changed }),
});

const sizes: readonly Mutation[] = [
  size("memory that this CPU does not have", /memory is "999"/, { memory: "999" }),
  size("CPU that Fargate does not have", /cpu is "3 vCPU"/, { cpu: "3 vCPU" }),
  size("memory in gigabytes that this CPU does not have", /memory is "64 GB"/, { memory: "64 GB" }),
  size("no CPU", /needs cpu at the level of the task/, { cpu: null }),
  size("no memory", /needs memory at the level of the task/, { memory: null }),
  size("bridge networking", /needs networkMode "awsvpc"/, { networkMode: "bridge" }),
];

const parameter = (what: string, says: RegExp, inputs: Mutation["inputs"], phases?: Mutation["phases"]): Mutation => ({
  ...{ rule: "fargate-parameters", what, says, type: task, name: /-server$/ },
  ...(phases && { phases }),
  ...(inputs && { inputs }),
});

const containerParameter = (what: string, says: RegExp, changed: Properties): Mutation =>
  parameter(
    what,
    says,
    inContainer("server", (container) => ({ ...container, ...changed })),
    ["after up"],
  );

const fargate: readonly Mutation[] = [
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

/** A slip in each EFS volume; what an access point is called is known once everything has been created. */
const efsVolume = (what: string, says: RegExp, changed: Properties, phases?: Mutation["phases"]): Mutation => ({
  ...{ rule: "task-volumes", what, says, type: task, name: /-airflow$/ },
  ...(phases && { phases }),
  inputs: (inputs) => ({
    ...inputs,
    volumes: objectsIn(inputs.volumes).map((volume) =>
      isProperties(volume.efsVolumeConfiguration)
        ? { ...volume, efsVolumeConfiguration: { ...volume.efsVolumeConfiguration, ...changed } }
        : volume,
    ),
  }),
});

const volumes: readonly Mutation[] = [
  efsVolume("authorization by IAM without encryption", /iam needs transitEncryption/, {
    transitEncryption: "DISABLED",
  }),
  efsVolume("an access point without encryption", /an access point needs transitEncryption/, {
    transitEncryption: null,
    authorizationConfig: { accessPointId: "fsap-0123456789abcdef0" },
  }),
  efsVolume("encryption that is neither on nor off", /transitEncryption is "ON"/, { transitEncryption: "ON" }),
  efsVolume("a directory besides an access point", /rootDirectory is "\/dags"/, { rootDirectory: "/dags" }, [
    "after up",
  ]),
  {
    ...{ rule: "task-volumes", what: "two volumes of one name", says: /two volumes are named "keys"/, type: task },
    inputs: (inputs) => ({ ...inputs, volumes: [{ name: "keys" }, { name: "keys" }] }),
  },
  {
    ...{ rule: "task-volumes", what: "a volume's name with a slash", says: /the name must have letters/, type: task },
    inputs: (inputs) => ({ ...inputs, volumes: [{ name: "a/b" }] }),
  },
];

const directory = (what: string, says: RegExp, changed: (directory: Properties) => Properties): Mutation => ({
  ...{ rule: "access-point-directory", what, says, type: accessPoint },
  inputs: (inputs) => ({ ...inputs, rootDirectory: changed(inputs.rootDirectory as Properties) }),
});

const creation =
  (changed: Properties) =>
  (root: Properties): Properties => ({
    ...root,
    creationInfo: { ...(root.creationInfo as Properties), ...changed },
  });

const accessPoints: readonly Mutation[] = [
  directory("a path without a leading slash", /path is "dags"/, (root) => ({ ...root, path: "dags" })),
  directory("a path of five directories", /path is "\/a\/b\/c\/d\/e"/, (root) => ({ ...root, path: "/a/b/c/d/e" })),
  directory("permissions as letters", /permissions are "rwxr-x---"/, creation({ permissions: "rwxr-x---" })),
  directory("permissions of two digits", /permissions are "75"/, creation({ permissions: "75" })),
  directory("an owner below zero", /ownerUid is -1; allowed: 0 to 4294967295/, creation({ ownerUid: -1 })),
];

export const taskMutations: readonly Mutation[] = [
  {
    rule: "container-definitions",
    what: "a task without the volumes that its containers mount",
    type: task,
    phases: ["after up"],
    inputs: ({ volumes: _, ...inputs }) => inputs,
  },
  ...sizes,
  ...fargate,
  ...volumes,
  ...accessPoints,
];
