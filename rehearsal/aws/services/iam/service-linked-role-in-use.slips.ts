import type { Slip } from "../../testing/slip";

export const slips: readonly Slip[] = [
  {
    what: "a service-linked role left out while a search domain is in the VPC",
    type: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    phases: ["after up"],
    absent: true,
  },
];
