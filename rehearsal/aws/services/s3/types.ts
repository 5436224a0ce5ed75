import { namedBy, type TypeRules } from "../../type-rule";

export const types: TypeRules = {
  "aws:s3/bucket:Bucket": {
    arn: ({ arn, text }) => arn("s3", text("bucket"), "bare"),
    id: namedBy("bucket"),
    outputs: ({ text, region }) => ({
      bucketDomainName: `${text("bucket")}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${text("bucket")}.s3.${region}.amazonaws.com`,
    }),
  },
};
