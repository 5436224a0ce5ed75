import type { Properties } from "../../../protocol/wire";
import { having } from "./documents";
import { refusedBy, type Mutation } from "./mutation";

const fileSystem = "aws:efs/fileSystem:FileSystem";
const accessPoint = "aws:efs/accessPoint:AccessPoint";

const root = (changed: Properties) => (inputs: Properties) => ({
  ...inputs,
  rootDirectory: { ...(inputs.rootDirectory as Properties), ...changed },
});

const fileSystems = refusedBy(
  "file-system-settings",
  (
    [
      [
        "two transitions in one policy",
        /has transitionToIa and transitionToPrimaryStorageClass/,
        {
          lifecyclePolicies: [{ transitionToIa: "AFTER_30_DAYS", transitionToPrimaryStorageClass: "AFTER_1_ACCESS" }],
        },
      ],
      ["provisioned throughput of no rate", /"provisioned" needs/, { throughputMode: "provisioned" }],
      ["a rate that is not provisioned", /found "elastic"/, { provisionedThroughputInMibps: 10 }],
      ["Max I/O with elastic throughput", /not to be had with throughputMode "elastic"/, { performanceMode: "maxIO" }],
      [
        "Max I/O in one zone",
        /not to be had in one zone/,
        { ...{ performanceMode: "maxIO", throughputMode: "bursting" }, availabilityZoneName: "eu-west-1a" },
      ],
      ["one zone with mount targets in others", /is in eu-west-1a only/, { availabilityZoneName: "eu-west-1a" }],
      ["one zone with two mount targets", /has another mount target already/, { availabilityZoneName: "eu-west-1a" }],
    ] as const
  ).map(([what, says, wrong]) => ({ what, says, type: fileSystem, inputs: having(wrong as unknown as Properties) })),
);

const owner = (ownerUid: number, ownerGid: number, permissions: string) =>
  root({ creationInfo: { ownerUid, ownerGid, permissions } });

const accessPoints = refusedBy("access-point-usable", [
  {
    what: "a directory that nobody makes",
    says: /nobody makes the directory/,
    type: accessPoint,
    inputs: root({ creationInfo: null }),
  },
  {
    what: "a directory of root's alone",
    says: /belongs to 0:0 with 0700/,
    type: accessPoint,
    inputs: owner(0, 0, "0700"),
  },
  {
    what: "a directory that its owner may list and not enter",
    says: /with 655/,
    type: accessPoint,
    inputs: (inputs) => {
      const { uid, gid } = inputs.posixUser as { uid: number; gid: number };
      return owner(uid, gid, "655")(inputs);
    },
  },
]);

export const fileMutations: readonly Mutation[] = [...fileSystems, ...accessPoints];
