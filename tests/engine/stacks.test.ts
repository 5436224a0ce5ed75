import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { clients, domain, existingNetwork } from "../../config/testing/valid-stack-files";
import { stackFile } from "../../config/stack-file/stack-files";
import type { SessionOptions } from "../../rehearsal/engine/session";
import { emptyNames } from "./empty-names";
import { changesOf, shippedStacks, withSession } from "./stacks";

const base = { "aws:region": "eu-west-1", "openmetadata:server": clients };
const cases: readonly { title: string; options: SessionOptions }[] = [
  ...shippedStacks.map((stack) => ({ title: stack, options: { stackFile: stackFile(stack) } })),
  {
    title: "a region of another partition",
    options: {
      stackName: "china",
      configuration: { "aws:region": "cn-north-1", "openmetadata:server": clients },
    },
  },
  {
    title: "an existing VPC",
    options: {
      stackName: "existing-vpc",
      configuration: {
        ...base,
        "openmetadata:network": existingNetwork,
        "openmetadata:server": { ...clients, egressCidrs: ["10.9.0.0/16"] },
        "openmetadata:airflow": {
          host: "create",
          policyArns: ["arn:aws:iam::aws:policy/AmazonAthenaFullAccess", "arn:aws:iam::123456789012:policy/lake/read"],
        },
      },
    },
  },
  {
    title: "an Airflow without internet in an existing VPC that has it",
    options: {
      stackName: "isolated-airflow",
      configuration: {
        ...base,
        "openmetadata:network": existingNetwork,
        "openmetadata:airflow": { host: "create", egress: "none" },
        "openmetadata:images": { mirror: "123456789012.dkr.ecr.eu-west-1.amazonaws.com" },
      },
    },
  },
  {
    title: "no NAT, every image mirrored",
    options: {
      stackName: "no-nat",
      configuration: {
        ...base,
        "openmetadata:network": { mode: "create", nat: "none", zoneNames: ["eu-west-1c", "eu-west-1a"] },
        "openmetadata:images": { mirror: "123456789012.dkr.ecr.eu-west-1.amazonaws.com" },
      },
    },
  },
  {
    title: "an existing Airflow with MySQL and an existing certificate",
    options: {
      stackName: "existing-airflow",
      configuration: {
        ...base,
        "openmetadata:database": { mode: "create", engine: "mysql" },
        "openmetadata:domain": {
          certificate: "existing",
          name: domain.name,
          certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/0b8a6f52-2f3c-4a51-8f3a-6c2b1d3e4f50",
        },
        "openmetadata:airflow": {
          host: "existing",
          angles: ["connectors", "managed-apis"],
          endpoint: "http://airflow.example.com:8081",
          version: "3.3.1",
          runtime: "compose",
          confirmUnauthenticatedDeploy: true,
        },
      },
    },
  },
];

describe("a stack file comes up as previewed, and then has nothing left to do", { concurrency: 2 }, () => {
  for (const { title, options } of cases) {
    test(title, () =>
      withSession(options, async (session) => {
        const preview = await session.preview();
        const up = await session.up();
        assert.ok(up.changes.length > 50, "the platform is there");
        assert.deepEqual(changesOf(up), changesOf(preview), "up does what preview said");
        assert.deepEqual(changesOf(await session.up()), [], "a second up changes nothing");
        assert.deepEqual(emptyNames(session.cloud.all()), []);
        assert.match(String(up.outputs.url), /^https?:\/\//);
      }),
    );
  }
});
