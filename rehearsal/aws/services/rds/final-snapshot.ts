import { apiReference } from "../../source";
import { isTrue, refuse, type Rule } from "../../rule";
import { leavingSnapshots, snapshot } from "../../across/deletion/deletions";

export const finalSnapshot: Rule = {
  name: "final-snapshot",
  refuses: "deleting a database whose final snapshot has no name, or one that is taken",
  source: apiReference("RDS", "DeleteDBInstance"),
  remove: ({ type, inputs }, cloud) => {
    if (!leavingSnapshots.has(type) || isTrue(inputs.skipFinalSnapshot)) return [];
    const { finalSnapshotIdentifier: name } = inputs;
    if (typeof name !== "string" || name === "")
      return refuse(
        "finalSnapshotIdentifier",
        "finalSnapshotIdentifier is required when skipFinalSnapshot is not true",
      );
    return [...cloud.all(snapshot), ...cloud.remains].some((taken) => taken.type === snapshot && taken.id === name)
      ? refuse("finalSnapshotIdentifier", `snapshot ${name} already exists`)
      : [];
  },
};
