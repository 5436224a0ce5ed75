import { createHash } from "node:crypto";

/** `-` and the seven hexadecimal digits that Pulumi adds to a name it chooses. */
export const randomSuffixLength = 8;

/**
 * `name` when it fits into `limit` characters, else its beginning and four digits of its hash: different names stay different,
 * and the same name always becomes the same.
 */
export function fittedName(name: string, limit: number): string {
  if (name.length <= limit) {
    return name;
  }
  const digits = createHash("sha256").update(name).digest("hex").slice(0, 4);
  return `${name.slice(0, limit - digits.length - 1).replace(/[-_.]+$/, "")}-${digits}`;
}

/** A resource's logical name, short enough that AWS's limit holds with Pulumi's random suffix added. */
export const autonamed = (name: string, awsLimit: number): string => fittedName(name, awsLimit - randomSuffixLength);

/**
 * Lower-case letters, digits and single hyphens, beginning with a letter: what every AWS service accepts in a name.
 * It never begins with `sg-`, which EC2 refuses in the name of a security group.
 */
export function awsName(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return /^(?!sg-)[a-z]/.test(plain) ? plain : ["s", plain].filter(Boolean).join("-");
}

/**
 * The beginning of every name of a stack's resources, such as `openmetadata-dev`: two stacks in one account stay apart.
 * 24 characters at most, so that little has to be cut where AWS allows 32.
 */
export const stackPrefix = (project: string, stack: string): string => fittedName(awsName(`${project}-${stack}`), 24);

/** Private DNS zone of a stack, such as `openmetadata-dev.internal`. Cloud Map allows labels of 63 characters. */
export const namespaceName = (project: string, stack: string): string =>
  `${fittedName(awsName(`${project}-${stack}`), 55)}.internal`;
