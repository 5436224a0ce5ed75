import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { resource, sampleStack } from "../report/testing/sample-state";
import { estimateCost } from "./estimate";
import { offers, type PriceList, regionPrices } from "./price-list";

const folder = mkdtempSync(path.join(tmpdir(), "prices-"));
after(() => rmSync(folder, { recursive: true, force: true }));

type Product = readonly [
  usagetype: string,
  prices: readonly (readonly [from: string, dollars: string])[] | string,
  more?: Record<string, string>,
];

/** An excerpt in the format of AWS's files: names as AWS writes them, codes and amounts made up. */
const excerpt = (offerCode: string, products: readonly Product[]): PriceList => ({
  offerCode,
  publicationDate: "2026-03-04T05:06:07Z",
  products: Object.fromEntries(
    products.map(([usagetype, , more], index) => [
      `SKU${index}`,
      {
        sku: `SKU${index}`,
        productFamily: "any",
        attributes: { servicecode: offerCode, regionCode: "eu-west-1", usagetype, ...more },
      },
    ]),
  ),
  terms: {
    OnDemand: Object.fromEntries(
      products.map(([, prices], index) => {
        const steps = typeof prices === "string" ? [["0", prices] as const] : prices;
        const priceDimensions = Object.fromEntries(
          steps.map(([beginRange, USD], step) => [
            `SKU${index}.JRTCKXETXF.${step}`,
            { unit: "Hrs", beginRange, endRange: "Inf", pricePerUnit: { USD } },
          ]),
        );
        return [
          `SKU${index}`,
          {
            [`SKU${index}.JRTCKXETXF`]: {
              offerTermCode: "JRTCKXETXF",
              sku: `SKU${index}`,
              priceDimensions,
              termAttributes: {},
            },
          },
        ];
      }),
    ),
  },
});

const instance = (instanceType: string, databaseEngine: string, deploymentOption: string) => ({
  instanceType,
  databaseEngine,
  deploymentOption,
});
const contents: Readonly<Record<(typeof offers)[number], readonly Product[]>> = {
  AmazonECS: [
    ["EU-Fargate-vCPU-Hours:perCPU", "0.1"],
    ["EU-Fargate-GB-Hours", "0.2"],
    ["EU-Fargate-ARM-vCPU-Hours:perCPU", "0.3"],
    ["EU-Fargate-ARM-GB-Hours", "0.4"],
    ["EU-Fargate-EphemeralStorage-GB-Hours", "0.5"],
    ["EU-Fargate-Windows-vCPU-Hours:perCPU", "9"],
  ],
  AmazonEC2: [
    ["EU-NatGateway-Hours", "0.048"],
    ["EU-NatGateway-Bytes", "0.049"],
  ],
  AmazonVPC: [
    ["EUW1-PublicIPv4:InUseAddress", "0.005"],
    ["EU-VpcEndpoint-Hours", "0.011"],
    [
      "EU-VpcEndpoint-Bytes",
      [
        ["0", "0.01"],
        ["1048576", "0.006"],
      ],
    ],
  ],
  AWSELB: [
    ["EU-LoadBalancerUsage", "0.0252"],
    ["EU-LCUUsage", "0.008"],
  ],
  AmazonEFS: [["EU-TimedStorage-ByteHrs", "0.33"]],
  AWSSecretsManager: [
    ["EUW1-AWSSecretsManager-Secrets", "0.4"],
    ["EUW1-AWSSecretsManagerAPIRequest", "0.000005"],
  ],
  AmazonCloudWatch: [
    [
      "EU-CW:AlarmMonitorUsage",
      [
        ["0", "0"],
        ["10", "0.11"],
      ],
    ],
    ["EU-DataProcessing-Bytes", "0.57"],
    ["EU-TimedStorage-ByteHrs", "0.031"],
  ],
  awskms: [["eu-west-1-KMS-Keys", "1"]],
  AmazonECR: [["EU-TimedStorage-ByteHrs", "0.1"]],
  AmazonS3: [
    ["EU-TimedStorage-ByteHrs", "0.023"],
    ["EU-TimedStorage-SIA-ByteHrs", "0.0125"],
    ["EU-Requests-SIA-Tier1", "0.00001"],
  ],
  AmazonSNS: [
    [
      "EU-Requests-Tier1",
      [
        ["0", "0"],
        ["1000000", "0.0000005"],
      ],
    ],
  ],
  AWSDataTransfer: [
    [
      "EU-DataTransfer-Out-Bytes",
      [
        ["0", "0.09"],
        ["10240", "0.085"],
      ],
    ],
  ],
  AmazonRDS: [
    ["EUW1-InstanceUsage:db.t4g.micro", "0.017", instance("db.t4g.micro", "PostgreSQL", "Single-AZ")],
    ["EUW1-Multi-AZUsage:db.t4g.micro", "0.034", instance("db.t4g.micro", "PostgreSQL", "Multi-AZ")],
    ["EUW1-InstanceUsage:db.t4g.micro", "0.0165", instance("db.t4g.micro", "MySQL", "Single-AZ")],
    ["EUW1-RDS:ChargedBackupUsage", "0.099"],
    ["EUW1-RDS:GP3-Storage", "0.127", { deploymentOption: "Single-AZ" }],
    ["EUW1-RDS:GP3-Storage", "0.254", { deploymentOption: "Multi-AZ" }],
  ],
  AmazonES: [
    ["EU-ESInstance:t3.small", "0.039", { instanceType: "t3.small.search" }],
    ["EU-ES:GP3-Storage", "0.134"],
  ],
};
const lists = offers.map((offer) => excerpt(offer, contents[offer]));

test("a region's prices are read off AWS's lists", () => {
  const prices = regionPrices("eu-west-1", lists);
  assert.deepEqual([prices.region, prices.date, prices.currency], ["eu-west-1", "2026-03-04", "USD"]);
  assert.deepEqual(prices.fargate.arm64, { vcpuHour: 0.3, gibHour: 0.4 });
  assert.equal(prices.fargate.spot, undefined, "the list has no Spot prices");
  assert.deepEqual(prices.rds.postgres, { "db.t4g.micro": 0.017 });
  assert.deepEqual(prices.rds.mysql, { "db.t4g.micro": 0.0165 });
  assert.equal(prices.rds.backupGibMonth, 0.099);
  assert.deepEqual([prices.rds.storageGibMonth, prices.openSearch.storageGibMonth], [{ gp3: 0.127 }, { gp3: 0.134 }]);
  assert.deepEqual(prices.openSearch.instances, { "t3.small.search": 0.039 });
  // What is free at first costs something to a stack of this kind; what becomes cheaper with use does not here.
  assert.deepEqual(
    [prices.cloudWatch.alarmMonth, prices.vpcEndpoint.gib, prices.dataTransferOut.gib],
    [0.11, 0.01, 0.09],
  );
  assert.deepEqual([prices.secretsManager.tenThousandCalls, prices.sns.millionRequests], [0.05, 0.5]);
});

test("what a list lacks is named, and there are no prices then", () => {
  const without = lists.map((list) => (list.offerCode === "AmazonEC2" ? excerpt("AmazonEC2", []) : list));
  assert.throws(
    () => regionPrices("eu-west-1", without),
    /In AWS.s price list of eu-west-1 are missing: NatGateway-Hours \(AmazonEC2\), NatGateway-Bytes/,
  );
});

test("npm run refresh-prices reads lists from a folder, and says what to do without a network", () => {
  for (const list of lists) writeFileSync(path.join(folder, `${list.offerCode}.json`), JSON.stringify(list));
  const run = (...words: string[]) =>
    spawnSync(process.execPath, ["--require", "./runtime/load-typescript.cjs", "tools/refresh-prices.ts", ...words], {
      cwd: projectDirectory,
      encoding: "utf8",
    });
  // A region that there is not, so that no file of a real one is touched.
  const file = path.join(projectDirectory, "rehearsal", "cost", "regions", "xx-test-1.json");
  try {
    const { status, stdout, stderr } = run("xx-test-1", "--from", folder);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /regions\/xx-test-1\.json: prices of xx-test-1 of 2026-03-04/);
    assert.equal((JSON.parse(readFileSync(file, "utf8")) as { natGateway: { hour: number } }).natGateway.hour, 0.048);
    const cost = estimateCost(sampleStack(resource("aws:ec2/natGateway:NatGateway", "nat", {})), "xx-test-1");
    assert.deepEqual([cost.region, cost.priceDate, cost.total], ["xx-test-1", "2026-03-04", 34.56]);
    assert.equal(estimateCost([], "xx-none-1").region, "us-east-1", "whose prices stand in is said");
  } finally {
    rmSync(file, { force: true });
  }
  const missing = run("eu-west-1", "--from", path.join(folder, "none"));
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /AmazonECS\.json cannot be read/);
});
