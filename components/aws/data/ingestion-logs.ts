import * as pulumi from "@pulumi/pulumi";
import { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration";
import type { IngestionLogsConfig, PlainStackConfig } from "../../../config/schema";
import { nothingPublic, nothingWithoutTls } from "./private-bucket";
import { autonamed } from "../naming";
import { type PolicyStatement, policyDocument } from "../tasks/policy-document";
import { type Tags, named } from "../tags";
import type { TaskPlace } from "../tasks/task-place";

/** Arguments of {@link IngestionLogs}. */
export interface IngestionLogsArgs {
  readonly config: IngestionLogsConfig;
  /** ARN partition of the account, such as `aws`. */
  readonly partition: pulumi.Input<string>;
  /** Refuse to delete the bucket; without it the bucket goes with all that is in it. */
  readonly dataProtection: boolean;
  readonly tags: Tags;
}

/** Days after which the parts of an upload that never ended are removed; they cost and nobody sees them. */
const unfinishedUploadDays = 7;

/**
 * Where the server keeps the logs of ingestion workflows: a bucket that is made here, encrypted, without public access
 * and over TLS alone; or one of the user's own, of which nothing is changed.
 *
 * Cost: 0.0125 USD a GB and month (infrequent access, which the server asks for: 128 KB and 30 days at least for each
 * object), 0.01 USD for 1,000 writes.
 */
export class IngestionLogs extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  /** What the server's role may do: with the objects below the prefix, and see that the bucket is there. */
  readonly statements: readonly PolicyStatement[];
  /** What must be there before the server looks for its bucket. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: IngestionLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:IngestionLogs", name, {}, opts);
    const { config } = args;
    const created = config.mode === "create" ? this.createBucket(name, args, config.retentionDays) : undefined;
    this.bucketName = created?.bucket.bucket ?? pulumi.output(config.mode === "existing" ? config.bucket : "");
    const arn = created?.bucket.arn ?? pulumi.interpolate`arn:${args.partition}:s3:::${this.bucketName}`;
    this.statements = logStatements(arn, config);
    this.ready = created === undefined ? [] : [created.bucket, ...created.settings];
    this.registerOutputs();
  }

  private createBucket(name: string, { config, dataProtection, tags }: IngestionLogsArgs, retentionDays: number) {
    const bucket = new Bucket(
      autonamed(name, 63),
      { forceDestroy: !dataProtection, tags: named(tags, name) },
      { parent: this, protect: dataProtection },
    );
    const settings = this.bucketSettings(name, bucket, config, retentionDays);
    const policy = policyDocument([nothingWithoutTls(bucket)]);
    // A policy while public access is being blocked is refused now and then (OperationAborted): one after the other.
    const policies = new BucketPolicy(
      name,
      { bucket: bucket.bucket, policy },
      {
        parent: this,
        deletedWith: bucket,
        dependsOn: settings,
      },
    );
    return { bucket, settings: [...settings, policies] };
  }

  private bucketSettings(name: string, made: Bucket, config: IngestionLogsConfig, retentionDays: number) {
    const child = { parent: this, deletedWith: made };
    const { bucket } = made;
    return [
      new BucketPublicAccessBlock(name, { bucket, ...nothingPublic }, child),
      new BucketServerSideEncryptionConfiguration(name, { bucket, rules: [encryptionRule(config)] }, child),
      // The server would put one of its own in the place of all rules at each start; its role may not.
      new BucketLifecycleConfiguration(name, { bucket, rules: [expiryRule(config, retentionDays)] }, child),
    ];
  }
}

const encryptionRule = ({ kmsKeyArn }: IngestionLogsConfig) =>
  kmsKeyArn === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
        bucketKeyEnabled: true,
      };

const expiryRule = ({ prefix }: IngestionLogsConfig, days: number) => ({
  id: "expire-logs",
  status: "Enabled",
  filter: { prefix: `${prefix}/` },
  expiration: { days },
  abortIncompleteMultipartUpload: { daysAfterInitiation: unfinishedUploadDays },
});

/** The place of the stack's logs of ingestion; undefined when Airflow keeps them. */
export const ingestionLogs = (
  name: string,
  { server, dataProtection }: Pick<PlainStackConfig, "server" | "dataProtection">,
  { location, tags }: Pick<TaskPlace, "location" | "tags">,
  options: pulumi.ComponentResourceOptions,
): IngestionLogs | undefined =>
  server.ingestionLogs &&
  new IngestionLogs(
    name,
    { config: server.ingestionLogs, partition: location.partition, dataProtection, tags },
    options,
  );

/** Actions on the objects; those of S3LogStorage in open-metadata/OpenMetadata, its lifecycle rules left out. */
const objectActions = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"];

function logStatements(
  bucketArn: pulumi.Output<string>,
  { prefix, kmsKeyArn }: Pick<IngestionLogsConfig, "prefix" | "kmsKeyArn">,
): PolicyStatement[] {
  return [
    { sid: "KeepLogs", actions: objectActions, resources: [pulumi.interpolate`${bucketArn}/${prefix}/*`] },
    {
      sid: "FindLogs",
      // HeadBucket, by which the server sees at its start that the bucket is there, names no prefix.
      actions: ["s3:ListBucket"],
      resources: [bucketArn],
      conditions: { StringLikeIfExists: { "s3:prefix": `${prefix}/*` } },
    },
    ...(kmsKeyArn === undefined
      ? []
      : [{ sid: "UseLogKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [kmsKeyArn] }]),
  ];
}
