import type { DiffRules } from "../diff";
import type { ResourceCall, SimulatedPackage } from "../package";
import { packageVersion } from "../versions";
import { type Properties } from "../wire";
import { ignoredByCode, replacedByCode } from "./custom-diffs";
import { answerFunction } from "./functions";
import { learned } from "./learned/learned";
import { withDefaults } from "./naming";
import { createdOutputs, followingFromInputs, plannedOutputs } from "./outputs";

/** @pulumi/aws, simulated from tables of resource types and general rules. */
export const awsPackage: SimulatedPackage = {
  name: "aws",
  version: packageVersion("@pulumi/aws"),
  configure: (configuration) =>
    configuration.region === undefined
      ? [{ property: "region", reason: "Missing region configuration. Set it: pulumi config set aws:region <region>" }]
      : [],
  diffRules,
  defaults: withDefaults,
  create: (call) => (call.preview ? { id: "", outputs: plannedOutputs(call) } : createdOutputs(call)),
  update: (call) => ({ outputs: updatedOutputs(call) }),
  existing: (_type, id) => ({ id }),
  invoke: answerFunction,
};

function diffRules(type: string, before: Properties, after: Properties): DiffRules {
  const lesson = learned(type);
  const sets = new Set(lesson?.sets);
  const kept = new Set(lesson?.kept);
  const replacing = new Set([...(lesson?.replaces ?? []), "region"]);
  const within = (path: string, paths: Set<string>): boolean =>
    paths.has(path) || (path.includes(".") && within(path.slice(0, path.lastIndexOf(".")), paths));
  return {
    replaces: (path) => within(path, replacing) || replacedByCode(type, path, before, after),
    isSet: (path) => sets.has(path),
    isKept: (path) => kept.has(path),
    isIgnored: (path) => ignoredByCode(type, path, before, after),
  };
}

/** What the resource had, without what followed from inputs that are gone, and with the new inputs. */
function updatedOutputs(call: ResourceCall): Properties {
  const kept = new Set(learned(call.type)?.kept);
  const before = Object.entries(call.oldOutputs ?? {}).filter(
    ([name]) => name in call.inputs || kept.has(name) || !(name in (call.oldInputs ?? {})),
  );
  return { ...Object.fromEntries(before), ...call.inputs, ...followingFromInputs(call) };
}
