import { inside } from "../../testing/documents";
import type { EngineSlip } from "../../testing/engine-slip";
import { type Slip, slipAfterUp } from "../../testing/slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";

export const slips: readonly Slip[] = [
  slipAfterUp("a domain whose master is another role", "aws:opensearch/domain:Domain", (inputs) => ({
    ...inputs,
    advancedSecurityOptions: {
      ...inside(inputs.advancedSecurityOptions),
      masterUserOptions: { masterUserArn: "arn:aws:iam::123456789012:role/another" },
    },
  })),
];

export const engineSlip: EngineSlip = {
  what: "a server that runs as the role that starts it",
  type: task,
  props: (props) =>
    String(props.family).endsWith("-server") ? { ...props, taskRoleArn: props.executionRoleArn } : props,
};
