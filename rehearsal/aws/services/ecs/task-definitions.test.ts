import assert from "node:assert/strict";
import { test } from "node:test";
import type { ResourceCall } from "../../../protocol/package";
import { unknown, type Properties } from "../../../protocol/wire";
import { fargateParameters } from "./fargate-parameters";
import { fargateSize } from "./fargate-size";
import { containersOf } from "./container-definitions/containers";
import { containerDefinitions } from "./container-definitions/container-definitions";
import { accessPointDirectory } from "../efs/access-point-directory";
import { taskVolumes } from "./task-volumes";

/** What AWS takes, although it looks like what a rule refuses; what is refused is in mutations/. */
const reasons = (type: string, inputs: Properties): string[] =>
  [containerDefinitions, fargateSize, fargateParameters, taskVolumes, accessPointDirectory].flatMap((rule) =>
    rule.check!({ type, inputs } as ResourceCall).map(({ reason }) => reason),
  );

const onFargate: Properties = {
  ...{ family: "server", requiresCompatibilities: ["FARGATE"], networkMode: "awsvpc", cpu: "1024", memory: "2048" },
  containerDefinitions: JSON.stringify([{ name: "server", image: "busybox" }]),
};

const containers = (...definitions: object[]): Properties => ({
  ...onFargate,
  containerDefinitions: JSON.stringify(definitions.map((one) => ({ name: "server", image: "busybox", ...one }))),
});

const tasks: Readonly<Record<string, Properties>> = {
  "sizes with their units": { ...onFargate, cpu: "1 vCPU", memory: "2 GB" },
  "sizes with their units, close together": { ...onFargate, cpu: ".25vcpu", memory: "0.5GB" },
  "sizes as numbers": { ...onFargate, cpu: 1024, memory: 2048 },
  "sizes that are not known yet": { ...onFargate, cpu: unknown, memory: unknown, networkMode: unknown },
  "memory that is not known yet": { ...onFargate, memory: unknown },
  "definitions that are not known yet": { ...onFargate, containerDefinitions: unknown },
  "a task for EC2 without a size": {
    ...{ family: "server", cpu: null, memory: null, requiresCompatibilities: ["EC2"] },
    containerDefinitions: JSON.stringify([{ name: "server", image: "busybox", memoryReservation: 64 }]),
  },
  "capabilities that are not known yet": {
    family: "a",
    requiresCompatibilities: unknown,
    containerDefinitions: onFargate.containerDefinitions!,
  },
  "null for what is left out": containers({
    command: null,
    environment: null,
    healthCheck: null,
    cpu: null,
    links: null,
  }),
  "what is off or empty": containers({
    privileged: false,
    links: [],
    dnsServers: [],
    extraHosts: [],
    disableNetworking: false,
  }),
  "temporary memory on Fargate": containers({ linuxParameters: { tmpfs: [{ containerPath: "/tmp", size: 64 }] } }),
  "the capability that Fargate adds": containers({
    linuxParameters: { capabilities: { add: ["SYS_PTRACE"], drop: ["ALL"] } },
  }),
  "one port by two protocols": containers({
    portMappings: [
      { containerPort: 53, protocol: "tcp" },
      { containerPort: 53, protocol: "udp" },
    ],
  }),
  "a container as large as its task": containers({ cpu: 1024, memory: 2048 }),
  "more memory together than the task has, where less is reserved": containers(
    { name: "a", memory: 2048, memoryReservation: 512 },
    { name: "b", memory: 2048, memoryReservation: 512 },
  ),
  "a chain of dependencies that meet again": containers(
    { name: "a", dependsOn: ["b", "c"].map((containerName) => ({ containerName, condition: "START" })) },
    { name: "b", dependsOn: [{ containerName: "d", condition: "START" }] },
    { name: "c", dependsOn: [{ containerName: "d", condition: "START" }] },
    { name: "d" },
  ),
  "volumes that are not known yet": {
    ...containers({ mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] }),
    volumes: unknown,
  },
  "an EFS volume by IAM and an access point": {
    ...onFargate,
    volumes: [
      {
        name: "data",
        efsVolumeConfiguration: {
          ...{ fileSystemId: "fs-1", rootDirectory: "/", transitEncryption: "ENABLED" },
          authorizationConfig: { iam: "ENABLED", accessPointId: "fsap-1" },
        },
      },
    ],
  },
  "an EFS volume whose encryption is not known yet": {
    ...onFargate,
    volumes: [
      {
        name: "data",
        efsVolumeConfiguration: {
          transitEncryption: unknown,
          authorizationConfig: { iam: "ENABLED", accessPointId: unknown },
        },
      },
    ],
  },
  "a bridge with free ports of the host": {
    family: "server",
    containerDefinitions: JSON.stringify(
      ["a", "b"].map((name) => ({
        name,
        image: "busybox",
        memory: 64,
        portMappings: [{ containerPort: 80, hostPort: 0 }],
      })),
    ),
  },
};

for (const [what, inputs] of Object.entries(tasks)) {
  test(`a task definition is taken: ${what}`, () =>
    assert.deepEqual(reasons("aws:ecs/taskDefinition:TaskDefinition", inputs), []));
}

test("an access point is taken: the whole file system, and four directories", () => {
  const type = "aws:efs/accessPoint:AccessPoint";
  assert.deepEqual(reasons(type, { rootDirectory: { path: "/" }, posixUser: { uid: 0, gid: 4294967295 } }), []);
  const creationInfo = { ownerUid: 0, ownerGid: 0, permissions: "755" };
  assert.deepEqual(reasons(type, { rootDirectory: { path: "/a-1/b_2/c.3/d 4", creationInfo } }), []);
  assert.deepEqual(reasons(type, { rootDirectory: unknown }), []);
});

test("a definition that is no list of containers is refused as that, and read as none", () => {
  for (const definitions of ["null", "[]", "[null]", '["a"]', '[{"name":["a"]}]', '[{"secrets":"a"}]']) {
    const inputs = { ...onFargate, containerDefinitions: definitions };
    assert.ok(reasons("aws:ecs/taskDefinition:TaskDefinition", inputs).length > 0, definitions);
    assert.deepEqual(containersOf(inputs), []);
  }
});
