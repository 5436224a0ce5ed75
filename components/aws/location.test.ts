import assert from "node:assert/strict";
import { test } from "node:test";
import { partitionOf } from "./location";

test("knows the partition of a region", () => {
  const regions = {
    "eu-west-1": "aws",
    "cn-north-1": "aws-cn",
    "us-gov-west-1": "aws-us-gov",
    "us-isob-east-1": "aws-iso-b",
    "us-iso-east-1": "aws-iso",
  };
  for (const [region, partition] of Object.entries(regions)) {
    assert.equal(partitionOf(region), partition, region);
  }
});
