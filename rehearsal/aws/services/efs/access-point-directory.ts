import { apiReference } from "../../source";
import type { Failure } from "../../../protocol/package";
import type { Properties } from "../../../protocol/wire";
import { isGiven } from "../ecs/container-definitions/containers";
import { objectsIn, quoted, refuse, type Rule } from "../../rule";

/** Amazon EFS API Reference: RootDirectory, CreationInfo, PosixUser. */
const directory = { longest: 100, form: /^(\/|(\/(?!\.)[^$#<>;`|&?{}^*/\n]+){1,4})$/ };
const octal = /^[0-7]{3,4}$/;
const largestId = 4294967295;

export const accessPointDirectory: Rule = {
  name: "access-point-directory",
  refuses: "an EFS access point whose directory, permissions or identities EFS does not take",
  source: apiReference("EFS", "RootDirectory"),
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
