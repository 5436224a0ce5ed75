import type { EngineSlip } from "../../testing/engine-slip";

export const engineSlip: EngineSlip = {
  what: "no dependency on the role",
  type: "aws:opensearch/domain:Domain",
  without: /^aws:iam\//,
};
