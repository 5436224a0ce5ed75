import { guide } from "../../source";
import type { Thing } from "../../../protocol/cloud";
import { leaves, refuse, type Rule } from "../../rule";
import { isHeldBy } from "../references/inputs";
import { isPartOf, namesOf } from "./deletions";

export const stillNeeded: Rule = {
  name: "still-needed",
  refuses: "deleting something while something that stays needs it",
  source: guide("Amazon EC2 API Reference, Error codes", "AWSEC2/latest/APIReference/errors-overview"),
  remove: (thing, cloud) => {
    const holders = cloud.all().filter((other) => other !== thing && !isPartOf(other, thing) && holds(other, thing));
    const names = holders.map((holder) => `${holder.type.split(":").pop()} ${holder.id}`).join(", ");
    return holders.length === 0 ? [] : refuse("", `${thing.id} cannot be deleted: ${names} still needs it`);
  },
};

function holds(holder: Thing, thing: Thing): boolean {
  const names = namesOf(thing);
  const kind = thing.type.split(":")[1]!.split("/")[0];
  return leaves(holder.inputs).some(({ at, value }) => {
    if (!names.includes(value) || value === "") return false;
    // A bare name refers to something of the same service only.
    if (value === thing.outputs.name && value !== thing.id && !holder.type.includes(`:${kind}/`)) return false;
    return isHeldBy(holder.type, at);
  });
}
