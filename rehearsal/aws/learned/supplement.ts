import type { ReplacingChange } from "./learned-type";

/** What is known of a type beyond what learn.ts asks; each entry says where from. */
export interface Supplement {
  replacesWhen?: Readonly<Record<string, readonly ReplacingChange[]>>;
  /** Inputs, and all inside them, that are settled although learn.ts got no answer about them. */
  settled?: readonly string[];
}

export const supplements: Readonly<Record<string, Supplement>> = {
  // Each kind of action has fields of its own, which the questions of learn.ts do not put together. Asked of
  // terraform-provider-aws 5.100 one by one (forward, redirect, fixed-response, and from one to another): none replaces.
  "aws:lb/listener:Listener": { settled: ["defaultActions"] },
  // The provider asks GetCompatibleVersions and replaces the domain for a version that is not among the answers
  // (terraform-provider-aws, internal/service/opensearch/domain.go, CustomizeDiff); AWS never names a lower one.
  // Required both, so that they cannot be left out. A change sends the whole configuration anew, and S3 puts it in the
  // place of the earlier one (Amazon S3 API reference, PutBucketLifecycleConfiguration): nothing in it replaces.
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": { settled: ["rules.status", "rules.expiration"] },
  "aws:opensearch/domain:Domain": { replacesWhen: { engineVersion: ["lowered"] } },
};
