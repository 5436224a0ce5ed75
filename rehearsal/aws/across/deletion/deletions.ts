import { cardOf } from "../../../cards/cards";
import type { SimulatedCloud, Thing } from "../../../protocol/cloud";
import { isTrue } from "../../rule";

export const namesOf = ({ id, outputs }: Thing): unknown[] =>
  [id, outputs.arn, outputs.name, outputs.domainName].filter((name) => name !== undefined && name !== "");

export const isPartOf = (part: Thing, whole: Thing): boolean => {
  const [property, of] = cardOf(part.type)?.partOf ?? [];
  return property !== undefined && of === whole.type && namesOf(whole).includes(part.inputs[property]);
};

/** What leaves a final snapshot behind, unless an input says not to. */
export const leavingSnapshots = new Set(["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"]);
export const snapshot = "aws:rds/snapshot:Snapshot";

/** What goes with it, and what stays behind: a final snapshot, a secret in its recovery window. */
export function afterDeletion(thing: Thing, cloud: SimulatedCloud): void {
  removeParts(thing, cloud);
  const { type, inputs } = thing;
  if (leavingSnapshots.has(type) && !isTrue(inputs.skipFinalSnapshot))
    cloud.remains.push({ ...thing, type: snapshot, id: String(inputs.finalSnapshotIdentifier) });
  if (type === "aws:secretsmanager/secret:Secret" && Number(inputs.recoveryWindowInDays ?? 30) !== 0)
    cloud.remains.push(thing);
}

function removeParts(whole: Thing, cloud: SimulatedCloud): void {
  for (const part of cloud.all().filter((thing) => isPartOf(thing, whole))) {
    removeParts(part, cloud);
    cloud.remove(part.type, part.id);
  }
}
