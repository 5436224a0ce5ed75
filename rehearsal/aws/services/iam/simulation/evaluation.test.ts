import assert from "node:assert/strict";
import { test } from "node:test";
import type { Verdict } from "./condition";
import { isAllowed, type AccessRequest, type Policies } from "./evaluation";
import type { Statement } from "./statement";

const role = "arn:aws:iam::123456789012:role/server";
const request: AccessRequest = {
  action: "es:ESHttpGet",
  resource: "arn:aws:es:eu-west-1:123456789012:domain/metadata/_search",
  principal: { role },
  context: new Map([
    ["aws:securetransport", "true"],
    ["elasticfilesystem:accesspointarn", undefined],
  ]),
};
const allow: Statement = { Effect: "Allow", Action: "es:ESHttp*", Resource: "*" };

const cases: readonly [title: string, expected: Verdict, policies: Policies, changed?: Partial<AccessRequest>][] = [
  ["nothing allows", false, { identity: [], resource: [] }],
  ["its own policy allows", true, { identity: [allow], resource: [] }],
  ["actions are the same in any case", true, { identity: [{ ...allow, Action: "ES:eshttpget" }], resource: [] }],
  ["resources are not", false, { identity: [{ ...allow, Resource: request.resource.toUpperCase() }], resource: [] }],
  ["all actions but others", true, { identity: [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }] }],
  ["all actions but this", false, { identity: [{ Effect: "Allow", NotAction: "es:*", Resource: "*" }], resource: [] }],
  ["all resources but others", true, { identity: [{ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::*" }] }],
  ["all resources but this", false, { identity: [{ Effect: "Allow", Action: "*", NotResource: "*" }], resource: [] }],
  ["a variable in the resource may fit", true, { identity: [{ ...allow, Resource: "arn:aws:es:*/${aws:username}" }] }],
  ["a Deny wins", false, { identity: [allow, { ...allow, Effect: "Deny" }] }],
  [
    "a Deny whose condition is not known does not",
    true,
    { identity: [allow, { ...allow, Effect: "Deny", Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }] },
  ],
  [
    "a Deny of what is not encrypted spares what is",
    true,
    { identity: [allow, { ...allow, Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }] },
  ],
  [
    "an Allow on a key that the request does not have does not hold",
    false,
    {
      identity: [{ ...allow, Condition: { StringEquals: { "elasticfilesystem:AccessPointArn": "a" } } }],
      resource: [],
    },
  ],
  [
    "with IfExists it does",
    true,
    { identity: [{ ...allow, Condition: { StringEqualsIfExists: { "elasticfilesystem:AccessPointArn": "a" } } }] },
  ],
  ["an Allow whose condition is not known counts", true, { identity: [{ ...allow, Condition: { Bool: { a: "b" } } }] }],
  ["the other side's policy is not known", undefined, { identity: [] }],
  [
    "its own policies are not known, and the other side denies",
    false,
    { resource: [{ ...allow, Effect: "Deny", Principal: "*" }] },
  ],
  ["the other side lets everyone in", true, { identity: [], resource: [{ ...allow, Principal: { AWS: "*" } }] }],
  ["the other side names the role", true, { identity: [], resource: [{ ...allow, Principal: { AWS: ["x", role] } }] }],
  [
    "the other side names another role",
    false,
    { identity: [], resource: [{ ...allow, Principal: { AWS: `${role}s` } }] },
  ],
  [
    "the other side names the account",
    true,
    { identity: [], resource: [{ ...allow, Principal: { AWS: "123456789012" } }] },
  ],
  [
    "the other side names another account",
    false,
    { identity: [], resource: [{ ...allow, Principal: { AWS: "111122223333" } }] },
  ],
  [
    "the other side names a role, and nobody in particular asks",
    false,
    { identity: [], resource: [{ ...allow, Principal: { AWS: role } }] },
    { principal: "anonymous" },
  ],
  [
    "a service asks, and another is named",
    false,
    { identity: [], resource: [{ ...allow, Principal: { Service: "ecs.amazonaws.com" } }] },
    { principal: { service: "ecs-tasks.amazonaws.com" } },
  ],
];

const from = (Condition: Statement["Condition"]): Policies => ({
  identity: [],
  resource: [{ Effect: "Allow", Principal: "*", Action: "*", Condition: Condition! }],
});
const partlyKnown: Partial<AccessRequest> = {
  context: new Map([["aws:sourcearn", { like: "arn:*:ecs:eu-west-1:123456789012:*", not: /:cluster\// }]]),
};
const patterns: readonly [pattern: string, allowed: boolean][] = [
  ["arn:aws:ecs:eu-west-1:123456789012:*", true],
  ["arn:aws:ecs:*:123456789012:task/*", true],
  ["arn:aws:ecs:eu-????-?:*:*", true],
  ["*:*:*:*:*:*", true],
  ["arn:aws:ecs:eu-west-1:123456789012:cluster/a", false],
  ["arn:aws:ecs:*:111122223333:*", false],
  ["arn:aws:ec2:*:*:*", false],
  ["123456789012", false],
];

for (const [pattern, allowed] of patterns) {
  test(`a key of which only a pattern is known: ${pattern} ${allowed ? "may" : "never does"} match`, () =>
    assert.equal(isAllowed(from({ ArnLike: { "aws:SourceArn": pattern } }), { ...request, ...partlyKnown }), allowed));
}
test("a key of which only a pattern is known: may match a text of any form, and one that another is not", () => {
  const asked = { ...request, ...partlyKnown };
  assert.equal(isAllowed(from({ StringLike: { "aws:SourceArn": "*:ecs:*123*" } }), asked), true);
  assert.equal(isAllowed(from({ StringLike: { "aws:SourceArn": ["lambda:*", "123456789012"] } }), asked), false);
  assert.equal(isAllowed(from({ ArnNotLike: { "aws:SourceArn": "arn:aws:ec2:*:*:*" } }), asked), true);
});

for (const [title, expected, policies, changed] of cases) {
  test(`whether an account allows a request: ${title}`, () =>
    assert.equal(isAllowed(policies, { ...request, ...changed }), expected));
}
