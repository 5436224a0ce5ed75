import { apiReference } from "../../source";
import { refuse, type Rule } from "../../rule";

/** Bytes of one secret (AWS Secrets Manager API Reference, CreateSecret, SecretString). */
const longestSecret = 65_536;

export const secretSize: Rule = {
  name: "secret-size",
  refuses: "a secret longer than Secrets Manager keeps",
  source: apiReference("Secrets Manager", "CreateSecret"),
  check: ({ type, inputs: { secretString } }) => {
    if (type !== "aws:secretsmanager/secretVersion:SecretVersion" || typeof secretString !== "string") return [];
    const bytes = Buffer.byteLength(secretString);
    return bytes <= longestSecret
      ? []
      : refuse("secretString", `secretString has ${bytes} bytes; at most ${longestSecret} are allowed`);
  },
};
