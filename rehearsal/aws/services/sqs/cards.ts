import { plain, type ServiceCards } from "../../../cards/card";

export const sqs: ServiceCards = {
  cards: {
    "aws:sqs/queue:Queue": { ...plain, cost: "not priced", ownRegion: ["kmsMasterKeyId"] },
    "aws:sqs/queuePolicy:QueuePolicy": {
      ...plain,
      cost: "not priced",
      policy: { document: "policy", of: "queueUrl" },
    },
  },
};
