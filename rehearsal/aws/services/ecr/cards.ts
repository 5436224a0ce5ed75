import { plain, type ServiceCards } from "../../../cards/card";
import { usageOnly } from "../../../cost/cost";
import { ownKey, part } from "../../../cards/guards";
import { namedBy } from "../../type-rule";

export const ecr: ServiceCards = {
  cards: {
    "aws:ecr/repository:Repository": {
      unique: "name",
      cost: usageOnly(({ ecr: { gibMonth, source } }) => [
        { item: "ECR storage", price: gibMonth, unit: "GB-month", source },
      ]),
      holds: "the images in it",
      ownRegion: ["encryptionConfigurations.kmsKey"],
      guards: [ownKey("encryptionConfigurations", (encryption) => part(encryption).kmsKey)],
      spokenInAccess: "image repository",
      arn: ({ arn, text }) => arn("ecr", `repository/${text("name")}`),
      id: namedBy("name"),
      outputs: ({ account, region, text }) => ({
        registryId: account,
        repositoryUrl: `${account}.dkr.ecr.${region}.amazonaws.com/${text("name")}`,
      }),
    },
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
      ...plain,
      partOf: ["repository", "aws:ecr/repository:Repository"],
      namedReferences: [{ property: "repository", target: "aws:ecr/repository:Repository", names: ["name"] }],
      id: namedBy("repository"),
      outputs: ({ account }) => ({ registryId: account }),
    },
    "aws:ecr/repositoryPolicy:RepositoryPolicy": { ...plain, policy: { document: "policy", of: "repository" } },
  },
};
