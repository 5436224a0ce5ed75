import { arnAsId, namedBy, type TypeRules, uuid } from "../../type-rule";

export const types: TypeRules = {
  "aws:secretsmanager/secret:Secret": {
    arn: ({ arn, text, hex }) => arn("secretsmanager", `secret:${text("name")}-${hex(6)}`),
    id: arnAsId,
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    arn: ({ text }) => text("secretId"),
    id: ({ text, hex }) => `${text("secretId")}|${uuid(hex(32))}`,
    outputs: ({ inputs, text }, id) => ({
      versionId: id.split("|")[1]!,
      secretArn: text("secretId"),
      versionStages: inputs.versionStages ?? ["AWSCURRENT"],
    }),
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": { id: namedBy("secretArn") },
};
