import { type Slip, toldSlips } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

export const slips: readonly Slip[] = [
  ...toldSlips("aws:ecs/cluster:Cluster", [
    ["insights that are on", /containerInsights is "on"/, { settings: [{ name: "containerInsights", value: "on" }] }],
  ]),
];

export const engineSlip: EngineSlip = {
  what: "insights that are on",
  type: "aws:ecs/cluster:Cluster",
  props: (props) => ({ ...props, settings: [{ name: "containerInsights", value: "on" }] }),
};
