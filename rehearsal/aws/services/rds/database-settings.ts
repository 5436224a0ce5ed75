import { apiReference } from "../../source";
import type { Failure } from "../../../protocol/package";
import type { Properties } from "../../../protocol/wire";
import { combinationFailures } from "./database-combinations";
import { engines, isFamily, hasVersion, instanceClasses, majorsOf } from "./database-engines";
import { quoted, refuse, type Rule } from "../../rule";
import { engineOf, instance, number, text } from "./database-inputs";

const isAurora = (engine: string | undefined) => engine?.startsWith("aurora") ?? false;

/** API reference, CreateDBInstance, StorageType; Aurora's own come from its cluster. */
const storageTypes = ["gp2", "gp3", "io1", "io2", "standard"];

/** Least GiB, by engine and storage type; API reference, CreateDBInstance, AllocatedStorage. */
const leastStorage: Readonly<Record<string, number>> = { gp2: 20, gp3: 20, io1: 100, io2: 100, standard: 5 };
const sameLeast = new Set(["postgres", "mysql", "mariadb"]);

/** Longest master password; API reference, CreateDBInstance, MasterUserPassword. Never shorter than 8. */
const longestPassword: readonly [RegExp, number][] = [
  [/^(mysql|mariadb)$/, 41],
  [/^oracle/, 30],
  [/^db2/, 255],
  [/^(postgres|sqlserver)/, 128],
];

function kindFailures(inputs: Properties): Failure[] {
  const engine = engineOf(inputs);
  const version = text(inputs.engineVersion);
  const type = text(inputs.instanceClass);
  const storage = text(inputs.storageType);
  const found: Failure[] = [];
  if (engine !== undefined && !engines.includes(engine))
    found.push({ property: "engine", reason: `engine is ${quoted(engine)}; RDS has: ${engines.join(", ")}` });
  if (engine !== undefined && version !== undefined && !hasVersion(engine, version))
    found.push({
      property: "engineVersion",
      reason: `engineVersion is ${quoted(version)}; ${engine} has ${majorsOf(engine)!.join(", ")}`,
    });
  if (type !== undefined && !instanceClasses.test(type))
    found.push({
      property: "instanceClass",
      reason: `instanceClass is ${quoted(type)}; it must be db.<family>.<size>, such as db.t4g.small`,
    });
  if (storage !== undefined && !isAurora(engine) && !storageTypes.includes(storage))
    found.push({
      property: "storageType",
      reason: `storageType is ${quoted(storage)}; allowed: ${storageTypes.join(", ")}`,
    });
  return found;
}

function storageFailures(inputs: Properties): Failure[] {
  const allocated = number(inputs.allocatedStorage);
  const most = number(inputs.maxAllocatedStorage);
  if (allocated === undefined) return [];
  const type = inputs.storageType === undefined && inputs.iops === undefined ? "gp2" : text(inputs.storageType);
  const least = sameLeast.has(engineOf(inputs) ?? "") ? leastStorage[type ?? ""] : undefined;
  if (least !== undefined && allocated < least)
    return refuse("allocatedStorage", `allocatedStorage is ${allocated}; ${type} needs at least ${least} GiB`);
  // 0 and the allocated size itself turn autoscaling off; else "at least 10% more" (user guide, storage autoscaling).
  if (most === undefined || most === 0 || most === allocated || most >= allocated * 1.1) return [];
  return refuse(
    "maxAllocatedStorage",
    `maxAllocatedStorage is ${most}; it must be at least 10 % more than the ${allocated} GiB of allocatedStorage`,
  );
}

function passwordFailures(inputs: Properties): Failure[] {
  const password = text(inputs.password);
  if (password === undefined) return [];
  const reason = (what: string) => refuse("password", `the master password ${what}`);
  // RDS answers: "Only printable ASCII characters besides '/', '@', '"', ' ' may be used."
  if (!/^[!-~]*$/.test(password) || /[/@"]/.test(password))
    return reason('may have printable ASCII characters only, and no /, @, " or space');
  const longest = longestPassword.find(([engine]) => engine.test(engineOf(inputs) ?? ""))?.[1];
  if (password.length < 8) return reason("needs at least 8 characters");
  return longest !== undefined && password.length > longest ? reason(`may have at most ${longest} characters`) : [];
}

export const databaseSettings: Rule = {
  name: "database-settings",
  refuses: "an engine, version, class, storage, name, password or combination of settings that RDS does not take",
  source: apiReference("RDS", "CreateDBInstance"),
  check: ({ type, inputs }) => {
    if (type === instance)
      return [kindFailures, storageFailures, passwordFailures, combinationFailures].flatMap((find) => find(inputs));
    const family = /^aws:rds\/(cluster)?[pP]arameterGroup:/.test(type) ? text(inputs.family) : undefined;
    return family === undefined || isFamily(family)
      ? []
      : refuse("family", `family is ${quoted(family)}; it must be an engine and its major version, such as postgres16`);
  },
};
