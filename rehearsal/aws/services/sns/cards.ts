import { plain, type ServiceCards } from "../../../cards/card";
import { usageOnly } from "../../../cost/cost";
import { ownKey } from "../../../cards/guards";
import { arnAsId } from "../../type-rule";

export const sns: ServiceCards = {
  cards: {
    "aws:sns/topic:Topic": {
      unique: "name",
      cost: usageOnly(({ sns: { millionRequests, source } }) => [
        { item: "SNS requests", price: millionRequests, unit: "million", source },
      ]),
      holds: "nothing",
      ownRegion: ["kmsMasterKeyId"],
      guards: [ownKey("kmsMasterKeyId")],
      policy: { document: "policy" },
      arn: ({ arn, text }) => arn("sns", text("name")),
      id: arnAsId,
    },
    "aws:sns/topicPolicy:TopicPolicy": { ...plain, policy: { document: "policy", of: "arn" } },
    "aws:sns/topicSubscription:TopicSubscription": { ...plain, partOf: ["topic", "aws:sns/topic:Topic"] },
  },
};
