import type { ServiceCards } from "../../../cards/card";
import { usageOnly } from "../../../cost/cost";

export const codebuild: ServiceCards = {
  cards: {
    "aws:codebuild/project:Project": {
      unique: "name",
      name: { property: "name", lower: false, separator: "-" },
      cost: usageOnly(({ codeBuild: { smallMinute, source } }) => [
        { item: "CodeBuild while it builds (2 vCPU)", price: smallMinute, unit: "minute", source },
      ]),
      holds: "nothing",
      roles: { serviceRole: "codebuild.amazonaws.com" },
      phrase: { rank: 27, of: () => ["image build", " in the account"] },
      spoken: "build project",
      arn: ({ arn, text }) => arn("codebuild", `project/${text("name")}`),
    },
  },
};
