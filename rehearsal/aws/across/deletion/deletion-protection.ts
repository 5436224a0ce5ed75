import { guide } from "../../source";
import type { Thing } from "../../../protocol/cloud";
import { isTrue, refuse, type Rule } from "../../rule";

const isProtected = ({ inputs }: Thing): boolean =>
  isTrue(inputs.deletionProtection) || isTrue(inputs.enableDeletionProtection);

export const deletionProtection: Rule = {
  name: "deletion-protection",
  refuses: "deleting what has deletion protection, and replacing it, which ends with its deletion",
  source: guide("Amazon RDS User Guide, Deleting a DB instance", "AmazonRDS/latest/UserGuide/USER_DeleteInstance"),
  // To lift it and to replace it in one update is too late: what is replaced is not updated before it is deleted.
  replace: (thing) =>
    isProtected(thing)
      ? refuse(
          "",
          `${thing.id} has deletion protection, so that it could not be deleted once another has taken its place. Lift that first, in an update of its own: pulumi config set openmetadata:dataProtection false, pulumi up`,
        )
      : [],
  remove: (thing) => (isProtected(thing) ? refuse("", `${thing.id} has deletion protection`) : []),
};
