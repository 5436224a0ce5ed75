import type { DiffRules, ValueChange } from "../diff";
import type { ResourceCall, SimulatedPackage } from "../package";
import { packageVersion } from "../versions";
import { unknown, type Properties, type Value } from "../wire";
import { answerFunction } from "./functions";
import { learned, type ReplacingChange } from "./learned/learned";
import { hasNameOfProgram, withDefaults, withoutMarks } from "./naming";
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
  deletesFirst: hasNameOfProgram,
  defaults: withDefaults,
  create: (call) => (call.preview ? { id: "", outputs: plannedOutputs(call) } : createdOutputs(call)),
  update: (call) => ({ outputs: updatedOutputs(call) }),
  existing: (_type, id) => ({ id }),
  invoke: answerFunction,
};

function diffRules(type: string): DiffRules {
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
