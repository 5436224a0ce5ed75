import { guide } from "../../source";
import { isProperties, type Value } from "../../../protocol/wire";
import { quoted, type Rule } from "../../rule";

/** Characters of a key and of a value, and tags of a resource (AWS General Reference, "Tagging AWS resources"). */
const [longestKey, longestValue, mostTags] = [128, 256, 50];
/** Services whose API reference gives this pattern for keys and values; EC2 takes any character. */
const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const strict = /^aws:(acm|cloudwatch\/logGroup|efs|iam|lb|rds)[/:]/;

export const tags: Rule = {
  name: "tags",
  refuses: "more tags, longer ones or other characters than AWS takes, and keys that are its own",
  source: guide("AWS General Reference, Tagging AWS resources", "general/latest/gr/aws_tagging"),
  check: ({ type, inputs }) => {
    if (!type.startsWith("aws:") || !isProperties(inputs.tags)) return [];
    const entries = Object.entries(inputs.tags);
    const reasons = entries.flatMap(([key, value]) => tagProblems(type, key, value));
    if (caseless.test(type)) reasons.push(...caseProblems(Object.keys(inputs.tags)));
    if (entries.length > mostTags) reasons.push(`there are ${entries.length} tags; at most ${mostTags} are allowed`);
    return reasons.map((reason) => ({ property: "tags", reason }));
  },
};

/** Users and roles only. */
const caseless = /^aws:iam\/(role|user):/;

/** IAM User Guide, "Tags for AWS Identity and Access Management resources": a key in another case is the same key. */
const caseProblems = (keys: readonly string[]): string[] =>
  keys
    .filter((key, index) => keys.findIndex((one) => one.toLowerCase() === key.toLowerCase()) !== index)
    .map((key) => `tag ${quoted(key)} is there in another case, which is the same key to IAM`);

function tagProblems(type: string, key: string, value: Value): string[] {
  const found: string[] = [];
  if (/^aws:/i.test(key)) found.push(`tag ${quoted(key)}: keys that begin with aws: are AWS's own`);
  if (key === "" || key.length > longestKey) found.push(`tag ${quoted(key)}: a key has 1 to ${longestKey} characters`);
  if (typeof value === "string" && value.length > longestValue)
    found.push(`tag ${quoted(key)} has a value of ${value.length} characters; at most ${longestValue} are allowed`);
  if (strict.test(type) && [key, value].some((text) => typeof text === "string" && !tagText.test(text)))
    found.push(`tag ${quoted(key)}: letters, digits, spaces and _ . : / = + - @ are allowed`);
  return found;
}
