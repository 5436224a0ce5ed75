import { apiReference } from "../../source";
import { unknown, type Properties, type Value } from "../../../protocol/wire";
import { isGiven, taskDefinition } from "./container-definitions/containers";
import { objectsIn, quoted, type Rule } from "../../rule";

/** Amazon ECS API Reference: Volume, EFSVolumeConfiguration, EFSAuthorizationConfig. */
export const taskVolumes: Rule = {
  name: "task-volumes",
  refuses: "two volumes of one name, and an EFS volume whose encryption or directory does not suit its authorization",
  source: apiReference("ECS", "EFSVolumeConfiguration"),
  check: ({ type, inputs }) => {
    if (type !== taskDefinition) return [];
    const volumes = objectsIn(inputs.volumes);
    const names = volumes.map(({ name }) => name).filter((name) => name !== unknown);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    const problems = volumes.flatMap((volume) =>
      [...nameProblems(volume), ...objectsIn(volume.efsVolumeConfiguration).flatMap(efsProblems)].map(
        (reason) => `volume ${quoted(volume.name)}: ${reason}`,
      ),
    );
    if (twice !== undefined) problems.push(`two volumes are named ${quoted(twice)}`);
    return problems.map((reason) => ({ property: "volumes", reason }));
  },
};

const nameProblems = ({ name }: Properties): string[] =>
  typeof name === "string" && !/^[A-Za-z0-9_-]{1,255}$/.test(name)
    ? ["the name must have letters, digits, hyphens and underscores only"]
    : [];

function efsProblems({ transitEncryption, rootDirectory, authorizationConfig }: Properties): string[] {
  const [{ iam, accessPointId } = {} as Properties] = objectsIn(authorizationConfig);
  const problems = Object.entries({ transitEncryption, iam })
    .filter(([, value]) => isGiven(value) && !["ENABLED", "DISABLED"].includes(value as string))
    .map(([property, value]) => `${property} is ${quoted(value)}; allowed: ENABLED, DISABLED`);
  const needs = iam === "ENABLED" ? "iam" : isGiven(accessPointId) ? "an access point" : undefined;
  if (needs && isOff(transitEncryption)) problems.push(`${needs} needs transitEncryption "ENABLED"`);
  if (isGiven(accessPointId) && isGiven(rootDirectory) && rootDirectory !== "/")
    problems.push(`rootDirectory is ${quoted(rootDirectory)}; with an access point it must be left out or /`);
  return problems;
}

/** Encryption in transit is off where nothing is said. */
const isOff = (value: Value | undefined) =>
  value === "DISABLED" || value === undefined || value === null || value === "";
