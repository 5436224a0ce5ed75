import type { Slip } from "../../testing/slip";

const database = "aws:rds/instance:Instance";

export const slips: readonly Slip[] = [
  {
    what: "a protected database left out",
    stack: "prod",
    type: database,
    phases: ["after up"],
    absent: true,
  },
  {
    what: "a protected load balancer left out",
    stack: "prod",
    type: "aws:lb/loadBalancer:LoadBalancer",
    phases: ["after up"],
    absent: true,
  },
];
