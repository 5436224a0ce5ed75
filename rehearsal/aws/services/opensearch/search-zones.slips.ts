import type { Properties, Value } from "../../../protocol/wire";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";
import { inside } from "../../testing/documents";

const domain = "aws:opensearch/domain:Domain";

const firstOf = (list: Value | undefined): Value[] => (list as Value[]).slice(0, 1);

const cluster = (change: Properties) => (inputs: Properties) => ({
  ...inputs,
  clusterConfig: { ...inside(inputs.clusterConfig), ...change },
});

export const slips: readonly Slip[] = [
  ...(
    [
      { what: "two zones for one node", inputs: cluster({ zoneAwarenessEnabled: true }) },
      { what: "more subnets than zones", stack: "prod" as const, inputs: cluster({ zoneAwarenessEnabled: false }) },
      {
        what: "more zones than subnets",
        stack: "prod" as const,
        inputs: (inputs: Properties) => ({
          ...inputs,
          vpcOptions: { ...inside(inputs.vpcOptions), subnetIds: firstOf(inside(inputs.vpcOptions).subnetIds) },
        }),
      },
      { what: "three zones for two nodes", stack: "prod" as const, inputs: cluster({ instanceCount: 2 }) },
      {
        what: "an odd number of nodes in two zones",
        stack: "prod" as const,
        inputs: cluster({ zoneAwarenessConfig: { availabilityZoneCount: 2 } }),
      },
    ] satisfies Omit<Slip, "type">[]
  ).map((slip) => ({ ...slip, type: domain })),
];

export const engineSlip: EngineSlip = {
  what: "two zones for one node",
  type: "aws:opensearch/domain:Domain",
  props: (props) => ({ ...props, clusterConfig: { instanceCount: 1, zoneAwarenessEnabled: true } }),
};
