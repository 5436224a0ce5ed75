import type { Properties } from "../../../protocol/wire";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const accessPoint = "aws:efs/accessPoint:AccessPoint";

const directory = (what: string, says: RegExp, changed: (directory: Properties) => Properties): Slip => ({
  what,
  says,
  type: accessPoint,
  inputs: (inputs) => ({ ...inputs, rootDirectory: changed(inputs.rootDirectory as Properties) }),
});

const creation =
  (changed: Properties) =>
  (root: Properties): Properties => ({
    ...root,
    creationInfo: { ...(root.creationInfo as Properties), ...changed },
  });

export const slips: readonly Slip[] = [
  directory("a path without a leading slash", /path is "dags"/, (root) => ({ ...root, path: "dags" })),
  directory("a path of five directories", /path is "\/a\/b\/c\/d\/e"/, (root) => ({ ...root, path: "/a/b/c/d/e" })),
  directory("permissions as letters", /permissions are "rwxr-x---"/, creation({ permissions: "rwxr-x---" })),
  directory("permissions of two digits", /permissions are "75"/, creation({ permissions: "75" })),
  directory("an owner below zero", /ownerUid is -1; allowed: 0 to 4294967295/, creation({ ownerUid: -1 })),
];

export const engineSlip: EngineSlip = {
  what: "a path without a leading slash",
  type: "aws:efs/accessPoint:AccessPoint",
  props: (props) => ({ ...props, rootDirectory: { path: "dags" } }),
};
