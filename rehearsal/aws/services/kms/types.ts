import { namedBy, type TypeRules } from "../../type-rule";

export const types: TypeRules = {
  "aws:kms/key:Key": {
    arn: ({ arn, hex }) => arn("kms", `key/${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`),
    id: (_facts, arn) => arn.split("/")[1]!,
    outputs: (_facts, id) => ({ keyId: id }),
  },
  "aws:kms/alias:Alias": { arn: ({ arn, text }) => arn("kms", text("name")), id: namedBy("name") },
};
