import { guide } from "../../source";
import type { Value } from "../../../protocol/wire";
import { inlineDocuments } from "./simulation/policies";
import { refuse, type Rule } from "../../rule";

/** Characters of a document as IAM counts them, without white space; none while it is not known. */
const sizeOf = (document: Value | undefined): number =>
  typeof document === "string" ? document.replace(/\s/g, "").length : 0;

/**
 * Type → the input with a document → the most characters that it may have (IAM User Guide, "IAM and AWS STS quotas";
 * Amazon EFS User Guide, "Creating file system policies"). The quota of trust policies is the one of a new account.
 */
const limits: Readonly<Record<string, readonly [property: string, limit: number]>> = {
  "aws:iam/role:Role": ["assumeRolePolicy", 2048],
  "aws:iam/policy:Policy": ["policy", 6144],
  "aws:efs/fileSystemPolicy:FileSystemPolicy": ["policy", 20_000],
};

/** All inline policies of a role together, by the same page. */
const inlineLimit = 10_240;

export const policySizes: Rule = {
  name: "policy-sizes",
  refuses: "a policy document, or a role's inline policies together, beyond the size that AWS takes",
  source: guide("IAM User Guide, IAM and AWS STS quotas", "IAM/latest/UserGuide/reference_iam-quotas"),
  check: ({ type, inputs }) => {
    const [property, limit] = limits[type] ?? [];
    const size = property === undefined ? 0 : sizeOf(inputs[property]);
    return property === undefined || limit === undefined || size <= limit
      ? []
      : refuse(property, `${property} has ${size} characters; the most is ${limit}, without white space`);
  },
  graph: (role, graph) => {
    if (role.type !== "aws:iam/role:Role") return [];
    const size = inlineDocuments(role, graph.all(), graph)
      .map(sizeOf)
      .reduce((sum, one) => sum + one, 0);
    return size <= inlineLimit
      ? []
      : refuse(
          "",
          `the inline policies of role ${role.name} have ${size} characters; the most is ${inlineLimit}, without white space`,
        );
  },
};
