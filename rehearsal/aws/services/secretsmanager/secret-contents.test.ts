import assert from "node:assert/strict";
import { test } from "node:test";
import type { ResourceNode } from "../../../protocol/graph";
import { unknown, type Properties } from "../../../protocol/wire";
import { node, refused } from "../../testing/one-task-stack";
import { secretContents } from "./secret-contents";

const secretArn = "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a-b1c2d3";
const secretNode = (from: Record<string, string[]> = {}): ResourceNode => ({
  ...{ ...node("aws:secretsmanager/secret:Secret", {}, from), id: secretArn, outputs: { arn: secretArn } },
});

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
test("secret-contents accepts a key that the object has, and what is not known or not asked for", () => {
  assert.equal(asked(":password::", { secretString: '{"password":"hidden"}' }), "");
  assert.equal(asked(":password::", { secretString: unknown }), "");
  assert.equal(asked(":password:", {}), "");
  assert.equal(asked("", { secretString: "hidden" }), "");
  assert.equal(asked(":password::", { secretString: "hidden", versionStages: ["OLD"] }, { secretString: unknown }), "");
  assert.equal(asked("::NEXT:", { secretString: "hidden", versionStages: ["NEXT"] }), "");
  assert.equal(asked("::NEXT:", { secretString: "hidden", versionStages: unknown }), "");
});
test("secret-contents refuses what is not there, and never shows what is", () => {
  for (const secretString of ["hidden", '"hidden"', '{"user":"hidden"}', '["hidden"]', "null"]) {
    const found = asked(":password::", { secretString });
    assert.match(found, /holds no JSON object with the key "password"/);
    assert.doesNotMatch(found, /hidden/);
  }
  assert.match(asked("::AWSPREVIOUS:", { secretString: "hidden" }), /no version at stage "AWSPREVIOUS"/);
});
