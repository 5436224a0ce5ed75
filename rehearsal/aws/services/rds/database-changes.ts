import { apiReference } from "../../source";
import { keepsGrownStorage } from "./grown-storage";
import type { Failure } from "../../../protocol/package";
import type { Properties } from "../../../protocol/wire";
import { compareVersions, majorOf } from "./database-engines";
import { refuse, type Rule } from "../../rule";
import { engineOf, instance, number, text } from "./database-inputs";

export const databaseChanges: Rule = {
  name: "database-changes",
  refuses: "a database made smaller, set back to a lower version, or raised to a major version unasked",
  source: apiReference("RDS", "ModifyDBInstance"),
  change: ({ type, inputs, oldInputs }) =>
    type === instance ? [...shrinking(oldInputs, inputs), ...otherVersion(oldInputs, inputs)] : [],
};

/** "You can't reduce the amount of storage" (user guide); a blue/green deployment may. */
function shrinking(before: Properties, after: Properties): Failure[] {
  const [from, to] = [number(before.allocatedStorage), number(after.allocatedStorage)];
  const blueGreen = after.blueGreenUpdate !== undefined && after.blueGreenUpdate !== null;
  return from === undefined || to === undefined || to >= from || blueGreen || keepsGrownStorage(before, after)
    ? []
    : refuse("allocatedStorage", `allocatedStorage was ${from} and is ${to}: RDS never makes a database smaller`);
}

function otherVersion(before: Properties, after: Properties): Failure[] {
  const [from, to] = [text(before.engineVersion), text(after.engineVersion)];
  if (from === undefined || to === undefined || from === to) return [];
  if (compareVersions(to, from) < 0)
    return refuse("engineVersion", `engineVersion was ${from} and is ${to}: RDS never goes back to a lower version`);
  const engine = engineOf(after) ?? "";
  const [old, wanted] = [majorOf(engine, from), majorOf(engine, to)];
  const isMajor = old !== undefined && wanted !== undefined && old !== wanted;
  // API reference, ModifyDBInstance, AllowMajorVersionUpgrade.
  return isMajor && after.allowMajorVersionUpgrade !== true && after.allowMajorVersionUpgrade !== "true"
    ? refuse(
        "allowMajorVersionUpgrade",
        `from ${old} to ${wanted} is a major upgrade: allowMajorVersionUpgrade must be true`,
      )
    : [];
}
