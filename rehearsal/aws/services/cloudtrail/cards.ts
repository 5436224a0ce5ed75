import { plain, type ServiceCards } from "../../../cards/card";

export const cloudtrail: ServiceCards = {
  cards: {
    "aws:cloudtrail/trail:Trail": {
      ...plain,
      cost: "not priced",
      guard: { kind: "logging", text: "what it recorded is not recorded any more" },
    },
  },
};
