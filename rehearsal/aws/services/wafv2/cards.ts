import { plain, type ServiceCards } from "../../../cards/card";

export const wafv2: ServiceCards = {
  cards: {
    "aws:wafv2/webAclAssociation:WebAclAssociation": {
      ...plain,
      cost: "not priced",
      guard: { kind: "protection", text: "no web application firewall in front any more" },
    },
  },
};
