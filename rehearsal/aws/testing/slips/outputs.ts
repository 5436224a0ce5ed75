import type { Mutation } from "./mutation";

/** References to what stands among the outputs of something and is no thing of the account's owner. */
export const outputMutations: readonly Mutation[] = [
  {
    rule: "references",
    what: "a role that only an output names",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    phases: ["after up"],
    inputs: (inputs) => ({
      ...inputs,
      executionRoleArn: "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    }),
  },
];
