import { type Slip, inputSlips } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

export const slips: readonly Slip[] = [
  ...inputSlips("aws:secretsmanager/secretVersion:SecretVersion", [
    ["a secret of 65,537 bytes", { secretString: `${"ä".repeat(32_768)}x` }],
  ]),
];

export const engineSlip: EngineSlip = {
  what: "a secret longer than Secrets Manager keeps",
  type: "aws:secretsmanager/secretVersion:SecretVersion",
  props: (props) => ({ ...props, secretString: "x".repeat(65_537) }),
};
