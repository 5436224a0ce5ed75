import { plain, type ServiceCards } from "../../../cards/card";
import { groups, subnets } from "../ec2/places";

export const lambda: ServiceCards = {
  cards: {
    "aws:lambda/function:Function": {
      ...plain,
      cost: "not priced",
      oneVpc: [subnets("vpcConfig.subnetIds"), groups("vpcConfig.securityGroupIds")],
      // AWS Lambda Developer Guide, "Defining Lambda function permissions with an execution role".
      roles: { role: "lambda.amazonaws.com" },
    },
  },
};
