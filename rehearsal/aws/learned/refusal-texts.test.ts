import assert from "node:assert/strict";
import { test } from "node:test";
import type { Limits } from "./learned";
import { limitsSaid } from "./refusal-texts";

/** What Terraform's AWS provider 5.100 answered, and what it means. */
const said: [limits: Limits, ...reasons: string[]][] = [
  [{ values: ["Average", "Sum"] }, 'expected statistic to be one of ["Average" "Sum"], got !bad!'],
  [
    { values: ["SingleAvailabilityZone", "SingleLocalZone"] },
    "Invalid String Enum Value. The provided value does not match any valid values.\n\nPath: data_redundancy\nGiven Value: !bad!\nValid Values: [SingleAvailabilityZone SingleLocalZone ].",
  ],
  [
    {},
    "Invalid String Enum Value.\nGiven Value: !bad!\nValid Values: [Linux/UNIX Red Hat Enterprise Linux SUSE Linux ].",
  ],
  [
    { values: ["1", "5", "10"], multipleOf: 60 },
    "expected metric_query.0.period to be one of [1 5 10], got -1",
    "expected metric_query.0.period to be divisible by 60, got: -1",
  ],
  [
    { values: ["0"], least: 30, most: 900 },
    "expected slow_start to be in the range (0 - 0), got 5",
    "expected slow_start to be in the range (30 - 900), got 5",
  ],
  [
    { least: 7, most: 90 },
    "Invalid Attribute Value. Attribute anomaly_visibility_time value must be between 7 and 90, got: -1",
  ],
  [
    { shortest: 1, longest: 60 },
    "Invalid Attribute Value Length. Attribute delivery_source_name string length must be between 1 and 60, got: 80",
  ],
  [{ shortest: 1, longest: 512 }, '"name" must be between 1 and 512 characters: "aaa"'],
  [{ least: 0, most: 32 }, "Attribute netmask_length value must be between 0 and 32, got: 99"],
  [{}, '"key_length" cannot be greater than 64'],
  [{}, "expected size to be in the range (1 - 5), got 9", "expected size to be in the range (10 - 20), got 9"],
  [{}, 'expected key to be one of ["NONE"], got !bad!', '"key" (!bad!) is an invalid ARN: arn: invalid prefix'],
  [{ longest: 64 }, '"name" cannot be greater than 64 characters'],
  [
    { values: ["mysql"], prefix: "custom-" },
    'expected engine to be one of ["mysql"], got !bad!',
    "invalid value for engine (must begin with custom-)",
  ],
  [
    {},
    'expected stat to be one of ["SampleCount" "Average"], got x',
    "invalid value for stat (invalid statistic, see: https://docs.aws.amazon.com/…)",
  ],
  [
    { format: "cidr" },
    "expected cidr_block to contain a valid Value, got: !bad! with err: invalid CIDR address: !bad!",
  ],
];

for (const [limits, ...reasons] of said)
  test(`of "${reasons.join('" and "').slice(0, 100)}" is learned ${JSON.stringify(limits)}`, () =>
    assert.deepEqual(limitsSaid(reasons), limits));
