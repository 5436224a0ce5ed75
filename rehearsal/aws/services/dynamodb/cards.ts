import { deletionProtection } from "../../../cards/guards";
import { plain, type ServiceCards } from "../../../cards/card";

export const dynamodb: ServiceCards = {
  readFirst: "data",
  cards: {
    "aws:dynamodb/table:Table": {
      ...plain,
      cost: "not priced",
      holds: "what is stored in it",
      guards: [deletionProtection("deletionProtectionEnabled")],
    },
  },
};
