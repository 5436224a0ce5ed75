import { plain, type ServiceCards } from "../../../cards/card";

export const elasticsearch: ServiceCards = {
  cards: {
    "aws:elasticsearch/domainPolicy:DomainPolicy": {
      ...plain,
      cost: "not priced",
      policy: { document: "accessPolicies", of: "domainName" },
    },
  },
};
