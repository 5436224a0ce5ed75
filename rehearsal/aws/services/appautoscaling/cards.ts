import type { ServiceCards } from "../../../cards/card";

export const appautoscaling: ServiceCards = { others: { cost: "free" }, cards: {} };
