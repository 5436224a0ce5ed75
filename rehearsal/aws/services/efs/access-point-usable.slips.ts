import type { Properties } from "../../../protocol/wire";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const accessPoint = "aws:efs/accessPoint:AccessPoint";

const root = (changed: Properties) => (inputs: Properties) => ({
  ...inputs,
  rootDirectory: { ...(inputs.rootDirectory as Properties), ...changed },
});

const owner = (ownerUid: number, ownerGid: number, permissions: string) =>
  root({ creationInfo: { ownerUid, ownerGid, permissions } });

export const slips: readonly Slip[] = [
  {
    what: "a directory that nobody makes",
    says: /nobody makes the directory/,
    type: accessPoint,
    inputs: root({ creationInfo: null }),
  },
  {
    what: "a directory of root's alone",
    says: /belongs to 0:0 with 0700/,
    type: accessPoint,
    inputs: owner(0, 0, "0700"),
  },
  {
    what: "a directory that its owner may list and not enter",
    says: /with 655/,
    type: accessPoint,
    inputs: (inputs) => {
      const { uid, gid } = inputs.posixUser as { uid: number; gid: number };
      return owner(uid, gid, "655")(inputs);
    },
  },
];

export const engineSlip: EngineSlip = {
  what: "directories that nobody makes",
  type: accessPoint,
  props: (props) => ({ ...props, rootDirectory: { path: "/dags" } }),
};
