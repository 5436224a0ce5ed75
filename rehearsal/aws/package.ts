import { isRegion, isSetting, nearestRegion, nearestSetting } from "../../config/aws-settings";
import { cardOf } from "../cards/cards";
import type { DiffRules, ValueChange } from "../protocol/diff";
import type { Failure, ResourceCall, SimulatedPackage } from "../protocol/package";
import { packageVersion } from "../protocol/versions";
import { unknown, type Properties, type Value } from "../protocol/wire";
import { answerFunction } from "./functions";
import { learned } from "./learned/learned";
import type { ReplacingChange } from "./learned/learned-type";
import { hasNameOfProgram, withDefaults, withoutMarks } from "./naming";
import { createdOutputs, followingFromInputs, plannedOutputs } from "./outputs";

/** @pulumi/aws, simulated from tables of resource types and general rules. */
export const awsPackage: SimulatedPackage = {
  name: "aws",
  version: packageVersion("@pulumi/aws"),
  configure: settingProblems,
  diffRules,
  deletesFirst: hasNameOfProgram,
  defaults: withDefaults,
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
  const unknownNames = Object.keys(configuration).filter((name) => !addedByEngine.test(name) && !isSetting(name));
  const failures = unknownNames.map((name) => {
    const nearest = nearestSetting(name);
    const guess = nearest === undefined ? "" : ` Did you mean \`aws:${nearest}\`?`;
    return { property: name, reason: `\`aws:${name}\` is not a valid configuration key for the aws provider.${guess}` };
  });
  if (region === undefined)
    failures.push({
      property: "region",
      reason: "Missing region configuration. Set it: pulumi config set aws:region REGION",
    });
  if (typeof region === "string" && skipRegionValidation !== true && !isRegion(region))
    failures.push({
      property: "region",
      reason: `aws:region is ${JSON.stringify(region)}, which is no region of AWS. Set it: pulumi config set aws:region ${nearestRegion(region) ?? "REGION"}`,
    });
  return failures;
}

function diffRules(type: string, before: Properties, after: Properties): DiffRules {
  const lesson = learned(type);
  const sets = new Set(lesson?.sets);
  const kept = keptInputs(type);
  const replacing = new Set([...(lesson?.replaces ?? []), "region"]);
  const within = (path: string, paths: Set<string>): boolean =>
    paths.has(path) || (path.includes(".") && within(path.slice(0, path.lastIndexOf(".")), paths));
  return {
    replaces: (path, change) => {
      const when = lesson?.replacesWhen?.[path] ?? [];
      return within(path, replacing) || when.some((one) => isSuch[one](change));
    },
    isSet: (path) => sets.has(path),
    isKept: (path) => kept.has(path),
    isIgnored: (path) => cardOf(type)?.ignoredChanges?.[path]?.(before, after) ?? false,
  };
}

const isOn = (value: Value | undefined): boolean => String(value) === "true";

const isSuch: Readonly<Record<ReplacingChange, (change: ValueChange) => boolean>> = {
  "turned on": ({ before, after }) => isOn(after) && !isOn(before) && before !== unknown,
  "turned off": ({ before, after }) => isOn(before) && !isOn(after) && after !== unknown,
  added: ({ kind }) => kind === "add",
  removed: ({ kind }) => kind === "delete",
  // Versions: "OpenSearch_2.9" is lower than "OpenSearch_2.11", and Elasticsearch than OpenSearch.
  lowered: ({ before, after }) =>
    typeof before === "string" && typeof after === "string" && after.localeCompare(before, "en", { numeric: true }) < 0,
};

/** Inputs that stay as they are when they are left out; a resource stays in its region, which is the provider's. */
const keptInputs = (type: string): Set<string> => new Set([...(learned(type)?.kept ?? []), "region"]);

/** What the resource had, without what followed from inputs that are gone, and with the new inputs. */
function updatedOutputs(call: ResourceCall): Properties {
  const kept = keptInputs(call.type);
  const before = Object.entries(call.oldOutputs ?? {}).filter(
    ([name]) => name in call.inputs || kept.has(name) || !(name in (call.oldInputs ?? {})),
  );
  return { ...Object.fromEntries(before), ...withoutMarks(call.inputs), ...followingFromInputs(call) };
}
