import { plain, type ServiceCards } from "../../../cards/card";

export const scheduler: ServiceCards = {
  cards: {
    "aws:scheduler/schedule:Schedule": {
      ...plain,
      cost: "not priced",
      // Amazon EventBridge Scheduler User Guide, "Setting up".
      roles: { "target.roleArn": "scheduler.amazonaws.com" },
    },
  },
};
