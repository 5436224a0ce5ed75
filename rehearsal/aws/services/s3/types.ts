import { namedBy, type TypeRules } from "../../type-rule";

/** Settings of a bucket are known by the bucket's name. */
const settings: TypeRules = Object.fromEntries(
  ["LifecycleConfiguration", "Policy", "PublicAccessBlock", "ServerSideEncryptionConfiguration"].map((setting) => [
    `aws:s3/bucket${setting}:Bucket${setting}`,
    { id: namedBy("bucket") },
  ]),
);

export const types: TypeRules = {
  ...settings,
  "aws:s3/bucket:Bucket": {
    arn: ({ arn, text }) => arn("s3", text("bucket"), "bare"),
    id: namedBy("bucket"),
    outputs: ({ text, hex, region }) => ({
      hostedZoneId: `Z${hex(13).toUpperCase()}`,
      bucketDomainName: `${text("bucket")}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${text("bucket")}.s3.${region}.amazonaws.com`,
    }),
  },
};
