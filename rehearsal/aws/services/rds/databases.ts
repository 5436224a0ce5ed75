import { keepsGrownStorage } from "../../custom-diffs";
import type { Failure, ResourceCall } from "../../../protocol/package";
import type { Properties, Value } from "../../../protocol/wire";
import { combinationFailures } from "./database-combinations";
import { compareVersions, engines, isFamily, isVersionOf, majorOf, majorsOf } from "./database-engines";
import { ofType, quoted, refuse, type Rule } from "../../rule";

const instance = "aws:rds/instance:Instance";
const parameterGroup = "aws:rds/parameterGroup:ParameterGroup";

const text = (value: Value | undefined): string | undefined => (typeof value === "string" ? value : undefined);
const number = (value: Value | undefined): number | undefined =>
  typeof value === "number" || typeof value === "string" ? Number(value) : undefined;
const engineOf = ({ engine }: Properties): string | undefined => text(engine)?.toLowerCase();
const isAurora = (engine: string | undefined) => engine?.startsWith("aurora") ?? false;

/** `db.`, a family such as m7g or x2iedn, a size, and for Oracle its threads and memory (user guide, "DB instance classes"). */
const instanceClass =
  /^db\.(serverless|[a-z]{1,2}\d[a-z]*(-[a-z]+)?\.(micro|small|medium|large|xlarge|metal|[1-9]\d*xlarge)(\.tpc\d\.mem\d+x)?)$/;

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
  if (engine !== undefined && version !== undefined && !isVersionOf(engine, version))
    found.push({
      property: "engineVersion",
      reason: `engineVersion is ${quoted(version)}; ${engine} has ${majorsOf(engine)!.join(", ")}`,
    });
  if (type !== undefined && !instanceClass.test(type))
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
  check: ({ type, inputs }) => {
    if (type === instance)
      return [kindFailures, storageFailures, passwordFailures, combinationFailures].flatMap((find) => find(inputs));
    const family = /^aws:rds\/(cluster)?[pP]arameterGroup:/.test(type) ? text(inputs.family) : undefined;
    return family === undefined || isFamily(family)
      ? []
      : refuse("family", `family is ${quoted(family)}; it must be an engine and its major version, such as postgres16`);
  },
};

/** Families of the parameter groups that an instance may mean: its source in the program, or its name in the account. */
function familiesOf({ urn, inputs, graph, cloud }: ResourceCall): unknown[] {
  const sources = ofType(graph.sources(urn, "parameterGroupName"), parameterGroup);
  if (sources.length > 0) return sources.map((source) => source.inputs?.family);
  const name = text(inputs.parameterGroupName);
  return cloud
    .all(parameterGroup)
    .filter(({ id }) => id === name)
    .map((group) => group.inputs.family);
}

export const parameterGroupFamily: Rule = {
  name: "parameter-group-family",
  refuses: "a database with a parameter group for another engine or major version",
  check: (call) => {
    if (call.type !== instance) return [];
    const engine = engineOf(call.inputs) ?? "";
    const version = text(call.inputs.engineVersion);
    const major = version === undefined ? undefined : majorOf(engine, version);
    if (major === undefined) return [];
    const wrong = familiesOf(call).find((family) => typeof family === "string" && family !== `${engine}${major}`);
    return wrong === undefined
      ? []
      : refuse(
          "parameterGroupName",
          `the parameter group is for ${String(wrong)}, the database is ${engine}${major}: RDS takes a group of its own family only`,
        );
  },
};

export const databaseChanges: Rule = {
  name: "database-changes",
  refuses: "a database made smaller, set back to a lower version, or raised to a major version unasked",
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
