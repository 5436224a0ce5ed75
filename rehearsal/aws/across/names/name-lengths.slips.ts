import type { EngineSlip } from "../../testing/engine-slip";

export const engineSlip: EngineSlip = {
  what: "a balancer's name of 33 characters",
  type: "aws:lb/loadBalancer:LoadBalancer",
  props: (props) => ({ ...props, name: "a".repeat(33) }),
};
