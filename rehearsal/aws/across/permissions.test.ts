import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ResourceNode } from "../../protocol/graph";
import type { Properties } from "../../protocol/wire";
import { logsWritable } from "./logs-writable";
import { fileSystem, node, refused, roleArn, type Stack } from "../testing/one-task-stack";
import { imagesPullable } from "./images-pullable";
import { secretsReadable } from "./secrets-readable";
import { storageMountable } from "./storage-mountable";

const logs = {
  logConfiguration: {
    logDriver: "awslogs",
    options: { "awslogs-group": "g", "awslogs-region": "cn-north-1", "awslogs-stream-prefix": "p" },
  },
};
const group = { ...node("aws:cloudwatch/logGroup:LogGroup", { name: "g" }), id: "g" };
const writing = {
  Effect: "Allow",
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: "arn:aws-cn:logs:cn-north-1:123456789012:log-group:g:*",
};

describe("logs-writable", () => {
  it("takes a group's ARN from the partition and account of the task", () => {
    assert.deepEqual(refused(logsWritable, { container: logs, statements: [writing], more: [group] }), []);
    const elsewhere = { ...writing, Resource: writing.Resource.replace("aws-cn", "aws") };
    assert.match(
      refused(logsWritable, { container: logs, statements: [elsewhere], more: [group] }).join(),
      /lacks logs:CreateLogStream, logs:PutLogEvents/,
    );
  });
  it("accepts a group that the stack's config names, and policies that AWS keeps", () => {
    assert.deepEqual(refused(logsWritable, { container: logs, statements: [writing], given: ["g"] }), []);
    assert.match(refused(logsWritable, { container: logs, statements: [writing] }).join(), /does not exist before/);
    assert.deepEqual(refused(logsWritable, { container: logs, more: [group] }), []);
  });
  it("asks about the streams that the driver writes to, by prefix, container and task", () => {
    const streams = (pattern: string) => [
      { ...writing, Resource: writing.Resource.replace("g:*", `g:log-stream:${pattern}`) },
    ];
    for (const pattern of ["p/*", "*/*", "p/server/*"])
      assert.deepEqual(refused(logsWritable, { container: logs, statements: streams(pattern), more: [group] }), []);
    assert.match(refused(logsWritable, { container: logs, statements: streams("q/*"), more: [group] }).join(), /lacks/);
  });
  it("asks for no execution role where an instance has its own", () => {
    const taskInputs = { executionRoleArn: "" };
    const stack = { container: logs, statements: [], more: [group], taskInputs };
    assert.deepEqual(refused(logsWritable, { ...stack, launchType: "EC2" }), []);
    assert.match(refused(logsWritable, stack).join(), /has no execution role/);
  });
});

describe("images-pullable", () => {
  const pull = (image: string, more: Partial<Stack> = {}) =>
    refused(imagesPullable, { container: { image }, statements: [], ...more });
  it("knows each form of a private registry's name", () => {
    for (const image of [
      "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/a/b:1",
      "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/a/b@sha256:0",
      "123456789012.dkr-ecr.eu-west-1.on.aws/a/b",
    ])
      assert.match(pull(image).join(), /ecr:BatchGetImage on arn:aws-cn:ecr:[a-z0-9-]+:123456789012:repository\/a\/b/);
  });
  it("asks nothing for public images, or where an instance pulls", () => {
    assert.deepEqual(pull("public.ecr.aws/nginx/nginx:1.29"), []);
    assert.deepEqual(pull("123456789012.dkr.ecr.eu-west-1.amazonaws.com/a", { launchType: "EC2" }), []);
  });
});

describe("secrets-readable", () => {
  it("accepts a secret whose own policy lets the role read it", () => {
    const arn = "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a-b1c2d3";
    const secret: ResourceNode = { ...node("aws:secretsmanager/secret:Secret", {}), id: arn, outputs: { arn } };
    const statement = { Effect: "Allow", Principal: { AWS: roleArn }, Action: "secretsmanager:*", Resource: "*" };
    const policy = node(
      "aws:secretsmanager/secretPolicy:SecretPolicy",
      { policy: JSON.stringify({ Statement: [statement] }) },
      { secretArn: [secret.urn] },
    );
    const container = { secrets: [{ name: "A", valueFrom: arn }] };
    assert.deepEqual(refused(secretsReadable, { container, statements: [], more: [secret, policy] }), []);
    assert.match(refused(secretsReadable, { container, statements: [], more: [secret] }).join(), /may not read/);
  });
});

describe("storage-mountable", () => {
  const files: ResourceNode = {
    ...node(fileSystem, {}),
    id: "fs-1",
    outputs: { arn: "arn:aws-cn:elasticfilesystem:x" },
  };
  const efs = { fileSystemId: "fs-1", transitEncryption: "ENABLED" };
  const stack = (policy: Properties | undefined): Stack => ({
    container: { mountPoints: [{ sourceVolume: "files", containerPath: "/files", readOnly: true }] },
    statements: [],
    taskInputs: { volumes: [{ name: "files", efsVolumeConfiguration: efs }] },
    more: [
      files,
      ...(policy
        ? [
            node(
              "aws:efs/fileSystemPolicy:FileSystemPolicy",
              { policy: JSON.stringify({ Statement: [policy] }) },
              { fileSystemId: [files.urn] },
            ),
          ]
        : []),
    ],
  });
  it("lets every client in where the file system has no policy of its own", () =>
    assert.deepEqual(refused(storageMountable, stack(undefined)), []));
  it("lets in whom the policy lets in, and asks for no right to write where nothing is written", () => {
    const statement = { Effect: "Allow", Principal: { AWS: "*" }, Action: "elasticfilesystem:ClientMount" };
    assert.deepEqual(refused(storageMountable, stack(statement)), []);
    assert.match(
      refused(storageMountable, stack({ ...statement, Principal: { AWS: roleArn } })).join(),
      /an anonymous client may not elasticfilesystem:ClientMount/,
    );
  });
});
