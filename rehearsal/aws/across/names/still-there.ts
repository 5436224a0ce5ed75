import { guide } from "../../source";
import type { Rule } from "../../rule";
import { clash, inAccount, neighbours, report } from "./uniqueness";

export const stillThere: Rule = {
  name: "still-there",
  refuses: "a new thing of a name that a deleted one keeps for a while",
  source: guide(
    "AWS Secrets Manager User Guide, Delete a secret",
    "secretsmanager/latest/userguide/manage_delete-secret",
  ),
  create: (call) => {
    const found = clash(call, neighbours(call, call.cloud.remains), inAccount);
    return found ? report(call, found.row, "is still there: it is scheduled for deletion") : [];
  },
};
