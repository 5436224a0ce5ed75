import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const service = "aws:ecs/service:Service";

export const slips: readonly Slip[] = [
  {
    what: "a list where text belongs",
    type: service,
    inputs: (inputs) => ({ ...inputs, taskDefinition: ["a"] }),
  },
  {
    what: "a required input left out",
    type: "aws:efs/mountTarget:MountTarget",
    inputs: ({ fileSystemId: _, ...inputs }) => inputs,
  },
];

export const engineSlip: EngineSlip = {
  what: "a misspelt input",
  type: service,
  props: ({ desiredCount, ...props }) => ({ ...props, desiredCounts: desiredCount }),
};
