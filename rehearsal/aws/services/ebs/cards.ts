import { plain, type ServiceCards } from "../../../cards/card";

export const ebs: ServiceCards = {
  readFirst: "data",
  cards: {
    "aws:ebs/volume:Volume": {
      ...plain,
      cost: "not priced",
      holds: "what is stored in it",
      ownRegion: ["kmsKeyId"],
    },
  },
};
