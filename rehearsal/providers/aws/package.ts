import { nearestRegion, nearestSetting } from "../../../config/aws-settings";
import type { DiffRules } from "../diff";
import type { Failure, ResourceCall, SimulatedPackage } from "../package";
import { shapedServices, shapeOf } from "../shapes/shape";
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
  configure: settingProblems,
  diffRules,
  defaults: withDefaults,
  problems: ({ type }) => unknownType(type),
  create: (call) => (call.preview ? { id: "", outputs: plannedOutputs(call) } : createdOutputs(call)),
  update: (call) => ({ outputs: updatedOutputs(call) }),
  existing: (_type, id) => ({ id }),
  invoke: answerFunction,
};

/** What the engine adds to a provider's settings. */
const addedByEngine = /^(__.*|version|pluginDownloadURL|pluginChecksums|parameterization)$/;

/**
 * What the provider refuses of its settings, and a region that no host stands for. The real one asks it for the caller's
 * identity before anything else.
 */
function settingProblems(configuration: Properties): Failure[] {
  const { region, skipRegionValidation } = configuration;
  const unknownNames = Object.keys(configuration).filter(
    (name) => !addedByEngine.test(name) && nearestSetting(name) !== undefined,
  );
  const failures = unknownNames.map((name) => ({
    property: name,
    reason: `\`aws:${name}\` is not a valid configuration key for the aws provider. Did you mean \`aws:${nearestSetting(name)}\`?`,
  }));
  if (region === undefined)
    failures.push({
      property: "region",
      reason: "Missing region configuration. Set it: pulumi config set aws:region <region>",
    });
  const nearest = typeof region === "string" && skipRegionValidation !== true ? nearestRegion(region) : undefined;
  if (nearest !== undefined)
    failures.push({
      property: "region",
      reason: `aws:region is ${JSON.stringify(region)}, which is no region of AWS. Set it: pulumi config set aws:region ${nearest}`,
    });
  return failures;
}

/** A type that the rehearsal knows too little about would come up whatever its inputs are, and change in place. */
function unknownType(type: string): Failure[] {
  const service = type.split(/[:/]/)[1] ?? "";
  const how = 'See "Adding a resource type" in rehearsal/README.md.';
  if (!shapeOf(type)) {
    const what = shapedServices["@pulumi/aws"]?.includes(service)
      ? `@pulumi/aws/${service} does not declare it`
      : `its service, ${service}, is not in shapedServices (rehearsal/providers/shapes/shape.ts): add it`;
    return [{ property: "", reason: `The rehearsal does not know the type ${type}: ${what}. ${how}` }];
  }
  if (learned(type)) return [];
  const lesson = `learn.ts has not learned from the real provider what replaces it`;
  return [{ property: "", reason: `The rehearsal does not know the type ${type} well enough: ${lesson}. ${how}` }];
}

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
