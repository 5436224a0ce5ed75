import { plain, type ServiceCards } from "../../../cards/card";
import { monthly } from "../../../cost/cost";
import { namedBy } from "../../type-rule";

export const kms: ServiceCards = {
  cards: {
    "aws:kms/key:Key": {
      unique: "not judged",
      cost: monthly("KMS key", ({ kms: { keyMonth, source } }) => ({ amount: keyMonth, source })),
      holds: "a key; what is encrypted with it cannot be read any more",
      policy: { document: "policy" },
      arn: ({ arn, hex }) => arn("kms", `key/${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`),
      id: (_facts, arn) => arn.split("/")[1]!,
      outputs: (_facts, id) => ({ keyId: id }),
    },
    "aws:kms/keyPolicy:KeyPolicy": { ...plain, cost: "not priced", policy: { document: "policy", of: "keyId" } },
    "aws:kms/alias:Alias": {
      ...plain,
      unique: "name",
      cost: "not priced",
      arn: ({ arn, text }) => arn("kms", text("name")),
      id: namedBy("name"),
    },
  },
};
