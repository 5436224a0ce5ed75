import * as settings from "@pulumi/aws/config/vars";
import { nearestOf } from "../problems/nearest";
import { either, remove, set, setCommand, steps } from "../problems/commands";
import { typeAndLength } from "../problems/found-value";
import type { Problem } from "../problems/problem";
import { regions } from "./aws/regions";

/** Every setting of @pulumi/aws, such as `region` and `defaultTags`. */
const known: readonly string[] = Object.keys(settings);

/** Whether @pulumi/aws names a region of this name. */
export const isRegion = (region: string): boolean => regions.includes(region);

/** The region that one most likely meant, when any is near. */
export const nearestRegion = (region: string): string | undefined => nearestOf(region, regions);

export const isSetting = (name: string): boolean => known.includes(name);

/** The setting of @pulumi/aws that one most likely meant, when any is near. */
export const nearestSetting = (name: string): string | undefined => nearestOf(name, known);

/** A region that is missing, or that AWS does not have. */
function regionProblems(region: string | undefined, isChecked: boolean): Problem[] {
  if (!region)
    return [
      {
        key: "aws:region",
        allowed: "required: the AWS region of the stack, such as eu-west-1",
        fix: set("aws:region"),
      },
    ];
  if (!isChecked || isRegion(region)) return [];
  const nearest = nearestRegion(region);
  const fix = either(
    set("aws:region", nearest),
    steps("Or, when the region is newer than @pulumi/aws", setCommand("aws:skipRegionValidation", "true")),
  );
  const allowed = nearest
    ? `a region of AWS; did you mean ${JSON.stringify(nearest)}?`
    : "a region of AWS, such as eu-west-1";
  return [{ key: "aws:region", found: JSON.stringify(region), allowed, fix }];
}

function unknownSetting(name: string, value: unknown): Problem {
  const nearest = nearestOf(name, known);
  return {
    key: `aws:${name}`,
    found: `not a key of the provider (found ${typeAndLength(value)})`,
    allowed: nearest === undefined ? "the settings of @pulumi/aws" : `did you mean aws:${nearest}?`,
    fix: remove(`aws:${name}`),
  };
}

/**
 * What cannot work of a stack's keys under `aws:`, which the provider reads. It refuses an unknown key itself, once resources
 * are under way, and a region that does not exist shows as a host that is not found.
 *
 * @param values everything under `aws:`, as the engine hands it over
 * @param region from there or from the environment, as the provider finds it
 */
export function awsSettingProblems(values: Readonly<Record<string, string>>, region: string | undefined): Problem[] {
  // A region from the environment is the provider's to judge.
  const isChecked = values.region !== undefined && values.skipRegionValidation !== "true";
  const unknown = Object.entries(values).filter(([name]) => !known.includes(name));
  return [...regionProblems(region, isChecked), ...unknown.map(([name, value]) => unknownSetting(name, value))];
}
