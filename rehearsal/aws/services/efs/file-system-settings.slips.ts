import type { Properties } from "../../../protocol/wire";
import { having } from "../../testing/documents";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const fileSystem = "aws:efs/fileSystem:FileSystem";

export const slips: readonly Slip[] = [
  ...(
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
];

export const engineSlip: EngineSlip = {
  what: "Max I/O with elastic throughput",
  type: "aws:efs/fileSystem:FileSystem",
  props: (props) => ({ ...props, performanceMode: "maxIO" }),
};
