import type { Slip } from "../../testing/slip";

export const slips: readonly Slip[] = [
  {
    what: "a subnet group left out while its database stays",
    type: "aws:rds/subnetGroup:SubnetGroup",
    phases: ["after up"],
    absent: true,
  },
];
