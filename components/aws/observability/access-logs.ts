import * as pulumi from "@pulumi/pulumi";
// The service itself loads Lambda with it.
import { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { nothingPublic, nothingWithoutTls } from "../data/private-bucket";
import { autonamed } from "../naming";
import { policyDocument } from "../tasks/policy-document";
import { type Tags, named } from "../tags";

/** Arguments of {@link AccessLogs}. */
export interface AccessLogsArgs {
  readonly accountId: pulumi.Input<string>;
  /** Days after which a log file is deleted. */
  readonly retentionDays: number;
  /** Refuse to delete a bucket that has files. */
  readonly dataProtection: boolean;
  readonly tags: Tags;
}

/**
 * The bucket to which the load balancer writes who asked for what: private, TLS only, encrypted by S3 (a balancer writes
 * to no other: Elastic Load Balancing, "Access logs for your Application Load Balancer").
 *
 * Cost: 0.023 USD a GB and month; a request is about half a kilobyte before it is compressed.
 */
export class AccessLogs extends pulumi.ComponentResource {
  readonly bucket: pulumi.Output<string>;
  /** What must exist before a balancer may get the bucket's name: AWS tries to write at once. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:AccessLogs", name, {}, opts);
    const child = { parent: this };
    const bucket = new Bucket(
      autonamed(name, 63),
      { forceDestroy: !args.dataProtection, tags: named(args.tags, name) },
      child,
    );
    const of = { bucket: bucket.id };
    const below = { ...child, deletedWith: bucket };
    const closed = new BucketPublicAccessBlock(name, { ...of, ...nothingPublic }, below);
    new BucketLifecycleConfiguration(
      name,
      {
        ...of,
        rules: [
          {
            id: "expire",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: args.retentionDays },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
      below,
    );
    const policy = new BucketPolicy(
      name,
      { ...of, policy: bucketPolicy(bucket, args) },
      { ...below, dependsOn: [closed] },
    );
    this.bucket = bucket.id;
    this.ready = [policy];
    this.registerOutputs({ bucket: this.bucket });
  }
}

function bucketPolicy(bucket: Bucket, { accountId }: AccessLogsArgs): pulumi.Output<string> {
  return policyDocument([
    {
      sid: "BalancerWrites",
      principals: { service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      actions: ["s3:PutObject"],
      resources: [pulumi.interpolate`${bucket.arn}/AWSLogs/${accountId}/*`],
    },
    nothingWithoutTls(bucket),
  ]);
}
