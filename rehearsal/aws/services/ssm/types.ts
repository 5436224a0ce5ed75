import { namedBy, type TypeRules } from "../../type-rule";

export const types: TypeRules = {
  "aws:ssm/parameter:Parameter": {
    arn: ({ arn, text }) => arn("ssm", `parameter/${text("name").replace(/^\//, "")}`),
    id: namedBy("name"),
    outputs: () => ({ version: 1 }),
  },
};
