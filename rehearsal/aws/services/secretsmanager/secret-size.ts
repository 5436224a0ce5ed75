import { longestSecret } from "../../../../config/aws/limits";
import { refuse, type Rule } from "../../rule";

export const secretSize: Rule = {
  name: "secret-size",
  refuses: "a secret longer than Secrets Manager keeps",
  check: ({ type, inputs: { secretString } }) => {
    if (type !== "aws:secretsmanager/secretVersion:SecretVersion" || typeof secretString !== "string") return [];
    const bytes = Buffer.byteLength(secretString);
    return bytes <= longestSecret
      ? []
      : refuse("secretString", `secretString has ${bytes} bytes; at most ${longestSecret} are allowed`);
  },
};
