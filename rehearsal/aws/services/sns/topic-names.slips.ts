import { Topic } from "@pulumi/aws/sns/topic";
import type { EngineSlip } from "../../testing/engine-slip";
import { inProd, type Slip } from "../../testing/slip";

const type = "aws:sns/topic:Topic";

export const slips: readonly Slip[] = inProd([
  {
    ...{ what: "a topic whose name has spaces", says: /with spaces/, type },
    inputs: (inputs) => ({ ...inputs, name: "with spaces" }),
  },
  {
    ...{ what: "a FIFO topic with the name of another kind", says: /\.fifo/, type },
    inputs: (inputs) => ({ ...inputs, name: "alarms", fifoTopic: true }),
  },
]);

export const engineSlip: EngineSlip = {
  what: "a topic whose name has spaces",
  type,
  also: () => void new Topic("odd", { name: "with spaces" }),
};
