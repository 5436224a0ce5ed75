import { arnAsId, type TypeRules } from "../../type-rule";

export const types: TypeRules = {
  "aws:sns/topic:Topic": { arn: ({ arn, text }) => arn("sns", text("name")), id: arnAsId },
};
