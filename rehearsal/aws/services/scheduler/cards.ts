import { key, plain, type ServiceCards } from "../../../cards/card";
import { ownKey } from "../../../cards/guards";
import { groups, subnets } from "../ec2/places";

const network = "target.ecsParameters.networkConfiguration";

export const scheduler: ServiceCards = {
  cards: {
    "aws:scheduler/schedule:Schedule": {
      ...plain,
      unique: [[key("groupName", { optional: true }), key("name")]],
      // Amazon EventBridge pricing: 14 million starts a month are free; the task that it starts has its own price.
      cost: "free",
      // Amazon EventBridge Scheduler User Guide, "Setting up".
      oneVpc: [subnets(`${network}.subnets`), groups(`${network}.securityGroups`)],
      privateSubnets: `${network}.subnets`,
      publicAddress: `${network}.assignPublicIp`,
      roles: { "target.roleArn": "scheduler.amazonaws.com" },
      guards: [ownKey("kmsKeyArn")],
      phrase: { rank: 16, of: ({ scheduleExpression }) => ["schedule", ` ${String(scheduleExpression)}, UTC`] },
      arn: ({ arn, text }) => arn("scheduler", `schedule/${text("groupName") || "default"}/${text("name")}`),
      id: ({ text }) => `${text("groupName") || "default"}/${text("name")}`,
      learning: {
        circumstances: {
          "flexibleTimeWindow.mode": "OFF",
          scheduleExpression: "rate(1 day)",
          "target.arn": "arn:aws:ecs:us-east-1:123456789012:cluster/a",
          "target.roleArn": "arn:aws:iam::123456789012:role/a",
        },
        samples: { scheduleExpression: ["rate(1 day)", "rate(2 days)"] },
      },
    },
  },
};
