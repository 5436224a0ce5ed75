import type { Failure } from "../../../protocol/package";
import { unknown, type Properties, type Value } from "../../../protocol/wire";
import { isGiven, taskDefinition } from "./container-definitions/containers";
import { objectsIn, quoted, refuse, type Rule } from "../../rule";

/** Amazon ECS API Reference: Volume, EFSVolumeConfiguration, EFSAuthorizationConfig. */
export const taskVolumes: Rule = {
  name: "task-volumes",
  refuses: "two volumes of one name, and an EFS volume whose encryption or directory does not suit its authorization",
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

/** Amazon EFS API Reference: RootDirectory, CreationInfo, PosixUser. */
const directory = { longest: 100, form: /^(\/|(\/(?!\.)[^$#<>;`|&?{}^*/\n]+){1,4})$/ };
const octal = /^[0-7]{3,4}$/;
const largestId = 4294967295;

export const accessPointDirectory: Rule = {
  name: "access-point-directory",
  refuses: "an EFS access point whose directory, permissions or identities EFS does not take",
  check: ({ type, inputs }) => {
    if (type !== "aws:efs/accessPoint:AccessPoint") return [];
    const [{ path, creationInfo } = {} as Properties] = objectsIn(inputs.rootDirectory);
    const [{ permissions, ...owner } = {} as Properties] = objectsIn(creationInfo);
    const [user = {}] = objectsIn(inputs.posixUser);
    const failures: Failure[] = [];
    if (isGiven(path) && (String(path).length > directory.longest || !directory.form.test(String(path))))
      failures.push(
        ...refuse(
          "rootDirectory",
          `path is ${quoted(path)}; it must begin with / and have four plain directories at most`,
        ),
      );
    if (isGiven(permissions) && !octal.test(String(permissions)))
      failures.push(
        ...refuse("rootDirectory", `permissions are ${quoted(permissions)}; they must be three or four octal digits`),
      );
    const identities = Object.entries({ ...owner, uid: user.uid, gid: user.gid });
    for (const [name, id] of identities.filter(([, id]) => isGiven(id))) {
      if (!(Number(id) >= 0 && Number(id) <= largestId))
        failures.push(...refuse("", `${name} is ${quoted(id)}; allowed: 0 to ${largestId}`));
    }
    return failures;
  },
};
