import { plain, type ServiceCards } from "../../../cards/card";
import { monthly } from "../../../cost/cost";
import { days, ownKey, refusesPublicAccess } from "../../../cards/guards";
import { arnAsId, namedBy, uuid } from "../../type-rule";

const secretType = "aws:secretsmanager/secret:Secret";

export const secretsmanager: ServiceCards = {
  cards: {
    [secretType]: {
      unique: "name",
      cost: monthly("secret", ({ secretsManager: { secretMonth, tenThousandCalls, source } }) => ({
        amount: secretMonth,
        source,
        usage: [{ item: "Secrets Manager calls", price: tenThousandCalls, unit: "10,000 calls", source }],
      })),
      holds: "the secret; what is encrypted with it cannot be read any more",
      ownRegion: ["kmsKeyId"],
      guards: [
        {
          input: "recoveryWindowInDays",
          kind: "protection",
          strength: (kept) => Number(kept ?? 30),
          lost: (before, after) => `once deleted it can be restored for ${days(after)} instead of ${days(before)}`,
        },
        ownKey("kmsKeyId"),
      ],
      phrase: { rank: 12, of: () => ["secret", ""] },
      arn: ({ arn, text, hex }) => arn("secretsmanager", `secret:${text("name")}-${hex(6)}`),
      id: arnAsId,
    },
    "aws:secretsmanager/secretVersion:SecretVersion": {
      ...plain,
      partOf: ["secretId", secretType],
      arn: ({ text }) => text("secretId"),
      id: ({ text, hex }) => `${text("secretId")}|${uuid(hex(32))}`,
      outputs: ({ inputs, text }, id) => ({
        versionId: id.split("|")[1]!,
        secretArn: text("secretId"),
        versionStages: inputs.versionStages ?? ["AWSCURRENT"],
      }),
    },
    "aws:secretsmanager/secretPolicy:SecretPolicy": {
      ...plain,
      partOf: ["secretArn", secretType],
      policy: { document: "policy", of: "secretArn" },
      guards: [refusesPublicAccess("blockPublicPolicy")],
      id: namedBy("secretArn"),
    },
  },
};
