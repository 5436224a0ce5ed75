import assert from "node:assert/strict";
import { test } from "node:test";
import type { ResourceNode } from "../../../protocol/graph";
import type { Properties } from "../../../protocol/wire";
import { fileSystem, node, refused, roleArn, type Stack } from "../../testing/one-task-stack";
import { storageMountable } from "./storage-mountable";

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
test("storage-mountable lets every client in where the file system has no policy of its own", () =>
  assert.deepEqual(refused(storageMountable, stack(undefined)), []));
test("storage-mountable lets in whom the policy lets in, and asks for no right to write where nothing is written", () => {
  const statement = { Effect: "Allow", Principal: { AWS: "*" }, Action: "elasticfilesystem:ClientMount" };
  assert.deepEqual(refused(storageMountable, stack(statement)), []);
  assert.match(
    refused(storageMountable, stack({ ...statement, Principal: { AWS: roleArn } })).join(),
    /an anonymous client may not elasticfilesystem:ClientMount/,
  );
});
