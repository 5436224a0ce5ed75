import { inStatements } from "../../testing/documents";
import type { Slip } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const role = "aws:iam/role:Role";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";

/** Words enough for any limit. */
const actions = (count: number) => Array.from({ length: count }, () => "logs:PutLogEvents");

export const slips: readonly Slip[] = [
  {
    what: "a trust policy of more than 2,048 characters",
    type: role,
    inputs: inStatements(["assumeRolePolicy"], (statement) => ({
      ...statement,
      Principal: { Service: Array.from({ length: 90 }, () => "ecs-tasks.amazonaws.com") },
    })),
  },
  {
    what: "inline policies of more than 10,240 characters",
    type: rolePolicy,
    phases: ["after up"],
    inputs: inStatements(["policy"], (statement) => ({ ...statement, Action: actions(600) })),
  },
  {
    what: "a file system's policy of more than 20,000 characters",
    type: "aws:efs/fileSystemPolicy:FileSystemPolicy",
    phases: ["after up"],
    inputs: inStatements(["policy"], (statement) => ({ ...statement, Action: actions(1100) })),
  },
];

export const engineSlip: EngineSlip = {
  what: "inline policies of more than 10,240 characters",
  type: "aws:iam/rolePolicy:RolePolicy",
  props: rewriting("policy", '"logs:PutLogEvents"', Array<string>(600).fill('"logs:PutLogEvents"').join(",")),
};
