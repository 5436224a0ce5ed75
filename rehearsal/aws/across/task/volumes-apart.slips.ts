import { having } from "../../testing/documents";
import type { EngineSlip } from "../../testing/engine-slip";
import { type Slip, slipAfterUp } from "../../testing/slip";

const accessPoint = "aws:efs/accessPoint:AccessPoint";

export const slips: readonly Slip[] = [
  slipAfterUp("access points that show one directory", accessPoint, having({ rootDirectory: { path: "/dags" } })),
  {
    ...slipAfterUp(
      "an access point that shows the directories of the others",
      accessPoint,
      having({ rootDirectory: { path: "/" } }),
    ),
    name: /-logs$/,
  },
];

export const engineSlip: EngineSlip = {
  what: "access points that show one directory",
  type: accessPoint,
  props: (props) => ({ ...props, rootDirectory: { ...(props.rootDirectory as object), path: "/dags" } }),
};
