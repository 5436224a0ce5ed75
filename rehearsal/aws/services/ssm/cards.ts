import { plain, type ServiceCards } from "../../../cards/card";
import { namedBy } from "../../type-rule";

export const ssm: ServiceCards = {
  cards: {
    "aws:ssm/parameter:Parameter": {
      ...plain,
      unique: "name",
      cost: "not priced",
      ownRegion: ["keyId"],
      arn: ({ arn, text }) => arn("ssm", `parameter/${text("name").replace(/^\//, "")}`),
      id: namedBy("name"),
      outputs: () => ({ version: 1 }),
    },
  },
};
