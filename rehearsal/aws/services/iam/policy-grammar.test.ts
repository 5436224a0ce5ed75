import assert from "node:assert/strict";
import { test } from "node:test";
import { grammarProblems, type PolicyKind } from "./policy-grammar";

const kinds: readonly PolicyKind[] = ["identity", "trust", "resource"];
const allow = { Effect: "Allow", Action: "s3:GetObject" };
const right: Record<PolicyKind, object> = {
  identity: { ...allow, Resource: "*" },
  trust: { ...allow, Action: "sts:AssumeRole", Principal: { Service: "ecs-tasks.amazonaws.com" } },
  resource: { ...allow, Resource: ["arn:aws:s3:::b/*"], Principal: "*" },
};
const document = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });

test("documents that IAM reads", () => {
  for (const kind of kinds) {
    assert.deepEqual(grammarProblems(document(right[kind]), kind), []);
    assert.deepEqual(grammarProblems({ Statement: right[kind] }, kind), []);
    const condition = { Bool: { "aws:SecureTransport": false }, StringLike: { "aws:PrincipalArn": ["a", "b"] } };
    assert.deepEqual(grammarProblems(document({ ...right[kind], Sid: "a", Condition: condition }), kind), []);
    assert.deepEqual(grammarProblems(document({ ...right[kind], Action: ["s3:*", "s3:Get?bject"] }), kind), []);
  }
  assert.deepEqual(
    grammarProblems(document({ ...allow, Principal: { AWS: ["1", "2"], Federated: "f" } }), "resource"),
    [],
  );
  assert.deepEqual(grammarProblems(document({ Effect: "Deny", NotAction: "*", NotResource: "*" }), "identity"), []);
});

const wrong: readonly (readonly [what: string, kind: PolicyKind, document: unknown, says: RegExp])[] = [
  ["no object", "identity", [], /the document/],
  ["no statement", "identity", { Version: "2012-10-17" }, /Statement/],
  ["another version", "identity", { ...document(right.identity), Version: "2020-01-01" }, /Version/],
  [
    "an element of another language",
    "identity",
    document({ ...right.identity, Actions: "s3:Get" }),
    /Statement.*Actions/,
  ],
  ["an effect in small letters", "identity", document({ ...right.identity, Effect: "allow" }), /Statement\.0\.Effect/],
  [
    "an action without a service",
    "identity",
    document({ ...right.identity, Action: "GetObject" }),
    /Statement\.0\.Action/,
  ],
  ["no action", "identity", document({ Effect: "Allow", Resource: "*" }), /Statement\.0 has no Action/],
  ["no resource", "identity", document(allow), /Statement\.0 has no Resource/],
  ["a principal of an identity", "identity", document({ ...right.identity, Principal: "*" }), /has a Principal/],
  ["both", "identity", document({ ...right.identity, NotResource: "*" }), /both Resource and NotResource/],
  ["a resource of a trust", "trust", document({ ...right.trust, Resource: "*" }), /has a Resource/],
  ["a trust in nobody", "trust", document({ ...allow }), /has no Principal/],
  [
    "a principal of no kind",
    "trust",
    document({ ...right.trust, Principal: { Role: "x" } }),
    /Statement\.0\.Principal/,
  ],
  [
    "a principal that is a name",
    "resource",
    document({ ...right.resource, Principal: "ecs" }),
    /Statement\.0\.Principal/,
  ],
  ["a condition without an operator", "resource", document({ ...right.resource, Condition: { a: "b" } }), /Condition/],
  ["a number for a resource", "identity", document({ ...right.identity, Resource: 7 }), /Statement\.0\.Resource/],
];

for (const [what, kind, policy, says] of wrong)
  test(`refused: ${what}`, () => assert.match(grammarProblems(policy, kind).join("\n"), says));
