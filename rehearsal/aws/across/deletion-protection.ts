import { isTrue, refuse, type Rule } from "../rule";

export const deletionProtection: Rule = {
  name: "deletion-protection",
  refuses: "deleting what has deletion protection",
  remove: ({ id, inputs }) =>
    isTrue(inputs.deletionProtection) || isTrue(inputs.enableDeletionProtection)
      ? refuse("", `${id} has deletion protection`)
      : [],
};
