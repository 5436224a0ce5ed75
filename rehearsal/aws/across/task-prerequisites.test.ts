import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SimulatedCloud } from "../../protocol/cloud";
import { ResourceGraph, type ResourceNode } from "../../protocol/graph";
import { unknown, type Properties } from "../../protocol/wire";
import { accessPointUsable } from "../services/efs/access-point-usable";
import { keysUsable } from "../services/kms/keys-usable";
import { fileSystem, node, refused, roleArn } from "../testing/one-task-stack";
import { secretsReadable } from "./secrets-readable";
import { secretContents } from "../services/secretsmanager/secret-contents";

const secretArn = "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a-b1c2d3";
const secretNode = (from: Record<string, string[]> = {}): ResourceNode => ({
  ...{ ...node("aws:secretsmanager/secret:Secret", {}, from), id: secretArn, outputs: { arn: secretArn } },
});

describe("secrets-readable, of parameters", () => {
  const reads = (resource: string) =>
    refused(secretsReadable, {
      container: { secrets: [{ name: "A", valueFrom: "/a/b" }] },
      statements: [{ Effect: "Allow", Action: "ssm:GetParameters", Resource: resource }],
      definitionOutputs: { region: "cn-north-1" },
    }).join();
  it("takes a parameter's ARN from the region and the account of the task", () => {
    assert.equal(reads("arn:aws-cn:ssm:cn-north-1:123456789012:parameter/a/*"), "");
    assert.match(reads("arn:aws-cn:ssm:cn-north-2:123456789012:parameter/a/*"), /may not read .*:parameter\/a\/b/);
  });
});

describe("secret-contents", () => {
  const asked = (more: string, ...versions: Properties[]) =>
    refused(secretContents, {
      container: { secrets: [{ name: "A", valueFrom: `${secretArn}${more}` }] },
      more: [
        secretNode(),
        ...versions.map((inputs, index) => ({
          ...node("aws:secretsmanager/secretVersion:SecretVersion", inputs, {
            secretId: ["aws:secretsmanager/secret:Secret"],
          }),
          urn: `version-${index}`,
        })),
      ],
    }).join();
  it("accepts a key that the object has, and what is not known or not asked for", () => {
    assert.equal(asked(":password::", { secretString: '{"password":"hidden"}' }), "");
    assert.equal(asked(":password::", { secretString: unknown }), "");
    assert.equal(asked(":password:", {}), "");
    assert.equal(asked("", { secretString: "hidden" }), "");
    assert.equal(
      asked(":password::", { secretString: "hidden", versionStages: ["OLD"] }, { secretString: unknown }),
      "",
    );
    assert.equal(asked("::NEXT:", { secretString: "hidden", versionStages: ["NEXT"] }), "");
    assert.equal(asked("::NEXT:", { secretString: "hidden", versionStages: unknown }), "");
  });
  it("refuses what is not there, and never shows what is", () => {
    for (const secretString of ["hidden", '"hidden"', '{"user":"hidden"}', '["hidden"]', "null"]) {
      const found = asked(":password::", { secretString });
      assert.match(found, /holds no JSON object with the key "password"/);
      assert.doesNotMatch(found, /hidden/);
    }
    assert.match(asked("::AWSPREVIOUS:", { secretString: "hidden" }), /no version at stage "AWSPREVIOUS"/);
  });
});

describe("keys-usable", () => {
  const keyArn = "arn:aws-cn:kms:cn-north-1:123456789012:key/1";
  const key = (policy?: object): ResourceNode => ({
    ...node("aws:kms/key:Key", policy ? { policy: JSON.stringify({ Statement: [policy] }) } : {}),
    ...{ id: "1", outputs: { arn: keyArn } },
  });
  const account = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws-cn:iam::123456789012:root" },
    Action: "kms:*",
    Resource: "*",
  };
  const decrypt = { Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn };
  const container = { secrets: [{ name: "A", valueFrom: secretArn }] };
  const asked = (statements: Properties[] | undefined, policy?: object, more: ResourceNode[] = []) => {
    const secret = secretNode({ kmsKeyId: ["aws:kms/key:Key"] });
    return refused(keysUsable, {
      container,
      ...(statements && { statements }),
      more: [key(policy), secret, ...more],
    }).join();
  };
  it("lets the account's policies decide where the key's policy leaves it to them", () => {
    assert.equal(asked([decrypt]), "");
    assert.equal(asked([decrypt], account), "");
    assert.equal(asked(undefined), "");
    assert.match(asked([]), /may not kms:Decrypt with key/);
    assert.match(asked([], account), /may not kms:Decrypt with key/);
  });
  it("asks for the key's own policy where it does not", () => {
    const named = { ...account, Principal: { AWS: roleArn }, Action: "kms:Decrypt" };
    assert.equal(asked([], named), "");
    assert.match(asked([decrypt], { ...named, Principal: { AWS: `${roleArn}s` } }), /may not kms:Decrypt/);
    assert.equal(asked([], named, [node("aws:kms/grant:Grant", {}, { keyId: ["aws:kms/key:Key"] })]), "");
  });
  const logGroup = (policy?: object) => {
    const graph = new ResourceGraph();
    const encrypted = {
      ...node("aws:cloudwatch/logGroup:LogGroup", {}, { kmsKeyId: ["aws:kms/key:Key"] }),
      outputs: { region: "cn-north-1" },
    };
    for (const each of [key(policy), encrypted]) graph.add(each);
    return keysUsable.graph!(encrypted, graph, new SimulatedCloud("test"))
      .map(({ reason }) => reason)
      .join();
  };
  it("lets CloudWatch Logs use a key whose policy says so", () => {
    const service = (name: string) => ({ ...account, Principal: { Service: name } });
    assert.equal(logGroup(service("logs.cn-north-1.amazonaws.com.cn")), "");
    assert.equal(logGroup({ ...account, Principal: "*" }), "");
    assert.match(
      logGroup(service("logs.eu-west-1.amazonaws.com")),
      /needs kms:Encrypt, kms:Decrypt, kms:GenerateDataKey/,
    );
    assert.match(
      logGroup({ ...service("logs.cn-north-1.amazonaws.com"), Action: "kms:*crypt" }),
      /needs kms:GenerateDataKey/,
    );
    assert.match(logGroup(account), /does not let logs.cn-north-1/);
    assert.match(logGroup(), /does not let logs.cn-north-1/);
  });
});

describe("access-point-usable", () => {
  const accessPoint = "aws:efs/accessPoint:AccessPoint";
  const point = (rootDirectory: Properties, more: Properties = {}, urn = accessPoint): ResourceNode => ({
    ...node(accessPoint, { rootDirectory, ...more }, { fileSystemId: [fileSystem] }),
    urn,
  });
  const files = (inputs: Properties = { encrypted: true }) => node(fileSystem, inputs);
  const asked = (...more: ResourceNode[]) => refused(accessPointUsable, { container: {}, more }).join();
  const made = { creationInfo: { ownerUid: 1, ownerGid: 1, permissions: "0755" } };
  it("accepts a directory that is made, or that something else may make", () => {
    assert.match(asked(files(), point({ path: "/a" })), /nobody makes the directory \/a/);
    assert.equal(asked(files(), point({ path: "/a", ...made })), "");
    assert.equal(asked(files(), point({ path: "/" })), "");
    assert.equal(asked(files(), point({ path: "/a", creationInfo: unknown })), "");
    assert.equal(asked(files(), point({ path: "/a" }), point({ path: "/a/b", ...made }, {}, "other")), "");
    assert.equal(asked(files(), point({ path: "/a" }), point({ path: "/" }, {}, "other")), "");
    assert.equal(asked(files({}), point({ path: "/a" })), "");
  });
  it("knows whom a mode lets in", () => {
    const enters = (permissions: string, posixUser: Properties, owner = { ownerUid: 1, ownerGid: 1 }) => {
      const graph = new ResourceGraph();
      const tried = point({ path: "/a", creationInfo: { ...owner, permissions } }, { posixUser });
      for (const each of [files(), tried]) graph.add(each);
      return accessPointUsable.graph!(tried, graph, new SimulatedCloud("test")).length === 0;
    };
    assert.ok(enters("0700", { uid: 1, gid: 9 }));
    assert.ok(enters("770", { uid: 9, gid: 1 }));
    assert.ok(enters("0050", { uid: 9, gid: 8, secondaryGids: [1] }));
    assert.ok(enters("0005", { uid: 9, gid: 9 }));
    assert.ok(enters("0000", { uid: 0, gid: 0 }));
    assert.ok(enters("0700", { uid: unknown, gid: 9 }));
    assert.ok(!enters("0770", { uid: 9, gid: 9 }));
    assert.ok(!enters("0057", { uid: 1, gid: 9 }));
    assert.ok(!enters("0604", { uid: 9, gid: 9 }));
  });
});
