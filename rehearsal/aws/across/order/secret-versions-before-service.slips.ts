import type { EngineSlip } from "../../testing/engine-slip";

const service = "aws:ecs/service:Service";

export const engineSlip: EngineSlip = {
  what: "no dependency on the secrets' versions",
  type: service,
  without: /^aws:secretsmanager\//,
};
