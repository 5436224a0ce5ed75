import type { EngineSlip } from "../../testing/engine-slip";

const service = "aws:ecs/service:Service";

export const engineSlip: EngineSlip = { what: "no dependency on the listener", type: service, without: /^aws:lb\// };
