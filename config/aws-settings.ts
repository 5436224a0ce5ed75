import * as settings from "@pulumi/aws/config/vars";
import { Region } from "@pulumi/aws/types/enums";
import { closest } from "fastest-levenshtein";
import { typeAndLength } from "./found-value";
import type { Problem } from "./problem";

const regions: readonly string[] = Object.values(Region);
/** Every setting of @pulumi/aws, such as `region` and `defaultTags`. */
const known: readonly string[] = Object.keys(settings);

/** The region that one most likely meant, when `region` is none of those that @pulumi/aws names. */
export const nearestRegion = (region: string): string | undefined =>
  regions.includes(region) ? undefined : closest(region, regions);

/** The setting of @pulumi/aws that one most likely meant, when it has none of this name. */
export const nearestSetting = (name: string): string | undefined =>
  known.includes(name) ? undefined : closest(name, known);

/**
 * What cannot work of a stack's keys under `aws:`, which the provider reads. It refuses an unknown key itself, once resources
 * are under way, and a region that does not exist shows as a host that is not found.
 *
 * @param values everything under `aws:`, as the engine hands it over
 */
export function awsSettingProblems(values: Readonly<Record<string, string>>): Problem[] {
  const region = values.region ?? "";
  const nearest = region === "" || values.skipRegionValidation === "true" ? undefined : nearestRegion(region);
  const unknown = Object.keys(values).filter((name) => !known.includes(name));
  return [
    ...(nearest === undefined
      ? []
      : [
          {
            key: "aws:region",
            found: JSON.stringify(region),
            allowed: `a region of AWS; the nearest is ${JSON.stringify(nearest)}`,
            fix: `Set it: pulumi config set aws:region ${nearest} (a region newer than @pulumi/aws needs: pulumi config set aws:skipRegionValidation true)`,
          },
        ]),
    ...unknown.map((name) => ({
      key: `aws:${name}`,
      found: `not a key of the provider (found ${typeAndLength(values[name])})`,
      allowed: `the nearest key is aws:${nearestSetting(name)}`,
      fix: `Remove it: pulumi config rm aws:${name}`,
    })),
  ];
}
