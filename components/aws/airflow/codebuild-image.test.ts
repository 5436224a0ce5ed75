import assert from "node:assert/strict";
import { test } from "node:test";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { type RecordedResource, type Recording, recordResources } from "../testing/recorded-mocks";
import { IngestionImage, type IngestionImageArgs } from "./ingestion-image";
import type { AccountBuild } from "./codebuild-image";

const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:registry-AbCdEf";

interface Made {
  readonly recording: Recording;
  readonly project: RecordedResource;
  readonly environment: Record<string, unknown>;
  readonly spec: { env: Record<string, unknown>; phases: { build: { commands: string[] } } };
  readonly statements: { Sid: string; Resource: string | string[] }[];
}

async function made(args: Partial<IngestionImageArgs>, images: Partial<AccountBuild["images"]> = {}): Promise<Made> {
  const recording = await recordResources({ privateKeyPem: "" });
  const inAccount: AccountBuild = {
    accountId: "123456789012",
    iam: { path: "/" },
    images: { build: "codebuild", mirrors: {}, pullThrough: false, ...images },
    logGroup: new LogGroup("airflow"),
  };
  new IngestionImage("ingestion", {
    ...{
      baseImage: "docker.getcollate.io/openmetadata/ingestion:1.13.6",
      version: "1.13.6",
      connectors: ["snowflake"],
    },
    ...{ requirements: [], architecture: "x86_64", inAccount, tags: {}, ...args },
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const [project] = recording.ofType("aws:codebuild/project:Project");
  const [policy] = recording.ofType("aws:iam/rolePolicy:RolePolicy");
  assert.ok(project && policy);
  const { buildspec } = project.inputs["source"] as { buildspec: string };
  return {
    ...{ recording, project, environment: project.inputs["environment"] as Record<string, unknown> },
    spec: JSON.parse(buildspec) as Made["spec"],
    statements: (JSON.parse(String(policy.inputs["policy"])) as { Statement: Made["statements"] }).Statement,
  };
}

test("an image that AWS builds needs no Docker, and gives the build the rights to its log and its repository alone", async () => {
  const { recording, environment, statements, spec } = await made({});
  assert.deepEqual(recording.ofType("docker:index/remoteImage:RemoteImage"), []);
  assert.deepEqual([environment["type"], environment["privilegedMode"]], ["LINUX_CONTAINER", true]);
  assert.deepEqual(
    statements.map(({ Sid, Resource }) => [Sid, Resource === "*"]),
    [
      ["WriteLogs", false],
      ["LogInToRegistry", true],
      ["PushImage", false],
    ],
  );
  const commands = spec.phases.build.commands.join("\n");
  assert.match(commands, /openmetadata-ingestion\[snowflake\]/);
  assert.ok(!commands.includes("REGISTRY_PASSWORD"));
});

test("an image that AWS builds is built on Arm for Arm, with the login to the base image's registry from its secret", async () => {
  const credentials = { registry: "registry.example.com", secretArn };
  const base = { architecture: "arm64", baseImage: "registry.example.com/ingestion:1.13.6" } as const;
  const { environment, spec, statements } = await made(base, { credentials });
  assert.deepEqual(
    [environment["type"], environment["image"]],
    ["ARM_CONTAINER", "aws/codebuild/amazonlinux-aarch64-standard:3.0"],
  );
  assert.deepEqual(spec.env["secrets-manager"], {
    REGISTRY_USERNAME: `${secretArn}:username`,
    REGISTRY_PASSWORD: `${secretArn}:password`,
  });
  assert.equal(statements.find(({ Sid }) => Sid === "ReadSecrets")?.Resource, secretArn);
});

test("an image that AWS builds reads a base image from ECR by that repository's right", async () => {
  const { spec, statements } = await made({
    baseImage: "210987654321.dkr.ecr.eu-west-1.amazonaws.com/hub/ingestion:1",
  });
  const pull = statements.find(({ Sid }) => Sid === "PullImages");
  assert.equal(pull?.Resource, "arn:aws:ecr:eu-west-1:210987654321:repository/hub/ingestion");
  assert.match(spec.phases.build.commands.join("\n"), /--region eu-west-1 \| docker login .* 210987654321\.dkr/);
});
