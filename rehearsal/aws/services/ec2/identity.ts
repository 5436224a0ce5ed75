import { lastPart, prefixed, type TypeRule } from "../../type-rule";

/** A type of EC2, whose identifier ends its ARN. */
export const ec2Identity = (kind: string, prefix: string, outputs?: TypeRule["outputs"]): TypeRule => ({
  arn: (facts) => facts.arn("ec2", `${kind}/${prefixed(prefix)(facts)}`),
  id: (_facts, arn) => lastPart(arn),
  ...(outputs && { outputs }),
});
