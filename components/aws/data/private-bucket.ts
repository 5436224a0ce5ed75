import * as pulumi from "@pulumi/pulumi";
import type { Bucket } from "@pulumi/aws/s3/bucket";
import type { PolicyStatement } from "../tasks/policy-document";

/** No part of a bucket is public, even if a policy or an access list says so. */
export const nothingPublic = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
} as const;

/** For a bucket's policy: no request without TLS, from anybody. */
export const nothingWithoutTls = ({ arn }: Bucket): PolicyStatement => ({
  sid: "NothingWithoutTls",
  effect: "Deny",
  principals: "*",
  actions: ["s3:*"],
  resources: [arn, pulumi.interpolate`${arn}/*`],
  conditions: { Bool: { "aws:SecureTransport": "false" } },
});
