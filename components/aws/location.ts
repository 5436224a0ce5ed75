import * as awsConfig from "@pulumi/aws/config";
import { refusal } from "../../problems/refusal";

/** Where a stack runs. Known when the program runs, so that ARNs and endpoint names are known in a preview. */
export interface AwsLocation {
  /** Such as `eu-west-1`. */
  readonly region: string;
  /** First part of every ARN after `arn:`; `aws` outside China, GovCloud and the isolated regions. */
  readonly partition: string;
}

const partitionsByPrefix: ReadonlyArray<readonly [string, string]> = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-isob-", "aws-iso-b"],
  ["us-isof-", "aws-iso-f"],
  ["us-iso-", "aws-iso"],
  ["eu-isoe-", "aws-iso-e"],
  ["eusc-", "aws-eusc"],
];

/** Partition of a region, by the region's prefix. */
export const partitionOf = (region: string): string =>
  partitionsByPrefix.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";

/** Region and partition of the stack: `aws:region`, else AWS_REGION or AWS_DEFAULT_REGION. */
export function awsLocation(): AwsLocation {
  const region = awsConfig.region;
  if (!region) {
    throw refusal("aws:region is not set. Set it: pulumi config set aws:region eu-west-1");
  }
  return { region, partition: partitionOf(region) };
}
