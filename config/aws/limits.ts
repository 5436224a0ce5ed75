/** Bytes of one secret (AWS Secrets Manager API reference, CreateSecret, SecretString). */
export const longestSecret = 65_536;

/** Characters of a tag's name and value, and tags of a resource (AWS general reference, "Tagging AWS resources"). */
export const tagLimits = { longestKey: 128, longestValue: 256, most: 50 } as const;

/** What is the same key to IAM (IAM user guide, "Tags for AWS Identity and Access Management resources"). */
export function sameButForCase(keys: readonly string[]): string[] {
  const lower = keys.map((key) => key.toLowerCase());
  return keys.filter((_, index) => lower.indexOf(lower[index] ?? "") !== index);
}

/** Characters of a certificate's first name (ACM API reference, RequestCertificate, DomainName; RFC 5280, ub-common-name). */
export const longestCertificateName = 64;
