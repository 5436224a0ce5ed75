import { plain, type ServiceCards } from "../../../cards/card";

export const appautoscaling: ServiceCards = {
  others: { cost: "free" },
  cards: {
    "aws:appautoscaling/target:Target": {
      ...plain,
      // One target for each thing that scales; a second registration overwrites the first (RegisterScalableTarget).
      unique: [[{ path: "serviceNamespace" }, { path: "resourceId" }, { path: "scalableDimension" }]],
      cost: "free",
      spoken: "scaling range",
    },
    "aws:appautoscaling/policy:Policy": {
      ...plain,
      name: { property: "name", lower: false },
      cost: "free",
      spoken: "scaling policy",
    },
  },
};
