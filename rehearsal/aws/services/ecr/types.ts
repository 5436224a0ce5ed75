import { namedBy, type TypeRules } from "../../type-rule";

export const types: TypeRules = {
  "aws:ecr/repository:Repository": {
    arn: ({ arn, text }) => arn("ecr", `repository/${text("name")}`),
    id: namedBy("name"),
    outputs: ({ account, region, text }) => ({
      registryId: account,
      repositoryUrl: `${account}.dkr.ecr.${region}.amazonaws.com/${text("name")}`,
    }),
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    id: namedBy("repository"),
    outputs: ({ account }) => ({ registryId: account }),
  },
};
