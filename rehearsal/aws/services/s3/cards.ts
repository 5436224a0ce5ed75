import { plain, type Card, type ServiceCards } from "../../../cards/card";
import { refusesPublicAccess } from "../../../cards/guards";
import { usageOnly } from "../../../cost/cost";
import { namedBy } from "../../type-rule";

/** Settings of a bucket are known by the bucket's name, and go with it. */
const setting = { ...plain, partOf: ["bucket", "aws:s3/bucket:Bucket"], id: namedBy("bucket") } satisfies Card;
const holds = "what is stored in it";

export const s3: ServiceCards = {
  readFirst: "data",
  cards: {
    "aws:s3/bucket:Bucket": {
      unique: "name",
      cost: usageOnly(({ s3: { gibMonth, infrequentGibMonth, thousandWrites, source } }) => [
        { item: "S3 storage", price: gibMonth, unit: "GB-month", source },
        { item: "S3 storage, infrequent access", price: infrequentGibMonth, unit: "GB-month", source },
        { item: "S3 writes, infrequent access", price: thousandWrites, unit: "1,000", source },
      ]),
      holds,
      arn: ({ arn, text }) => arn("s3", text("bucket"), "bare"),
      id: namedBy("bucket"),
      outputs: ({ text, hex, region }) => ({
        hostedZoneId: `Z${hex(13).toUpperCase()}`,
        bucketDomainName: `${text("bucket")}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${text("bucket")}.s3.${region}.amazonaws.com`,
      }),
    },
    "aws:s3/bucketV2:BucketV2": { ...plain, cost: "not priced", holds, spokenInAccess: "bucket" },
    "aws:s3/bucketPolicy:BucketPolicy": { ...setting, policy: { document: "policy", of: "bucket" } },
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
      ...setting,
      guard: { kind: "protection", text: "the bucket may be opened to everybody" },
      guards: ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].map(
        refusesPublicAccess,
      ),
    },
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": setting,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
      ...setting,
      learning: {
        circumstances: {
          bucket: "a-1",
          "rules.expiration.days": 30,
          "rules.filter.prefix": "a/",
          "rules.id": "a-1",
          "rules.status": "Enabled",
        },
      },
      // Required both, so that they cannot be left out. A change sends the whole configuration again, and S3 puts it in the
      // place of the earlier one (Amazon S3 API reference, PutBucketLifecycleConfiguration): nothing in it replaces.
      settled: ["rules.status", "rules.expiration"],
    },
  },
};
