import assert from "node:assert/strict";
import { test } from "node:test";
import type { Statement } from "../aws/services/iam/simulation/statement";
import type { AccessChange } from "./consequences";
import { permissionChanges } from "./permissions";
import { changeBetween, resource } from "./testing/state-builder";

const document = (...statements: readonly Statement[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const roleType = "aws:iam/role:Role";
const policyType = "aws:iam/rolePolicy:RolePolicy";
const trust = document({
  Effect: "Allow",
  Principal: { Service: "ecs-tasks.amazonaws.com" },
  Action: "sts:AssumeRole",
});

const stackOf = (...documents: readonly string[]) => {
  const role = resource(roleType, "server-task", { assumeRolePolicy: trust });
  return [
    role,
    ...documents.map((policy, index) => resource(policyType, `policy-${index}`, { policy, role: role.id }, { role })),
  ];
};

const between = (before: readonly Statement[], after: readonly Statement[]): AccessChange[] =>
  permissionChanges(changeBetween(stackOf(document(...before)), stackOf(document(...after))));

const brief = (changes: readonly AccessChange[]) => changes.map(({ direction }) => direction).sort();

const bucket = "arn:aws:s3:::reports-eu";
const read: Statement = {
  Sid: "Read",
  Effect: "Allow",
  Action: ["s3:GetObject", "s3:ListBucket"],
  Resource: `${bucket}/*`,
};
const conditioned: Statement = { ...read, Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } } };
const deny: Statement = { Effect: "Deny", Action: "s3:DeleteObject", Resource: "*" };

/** What a careless comparison gets wrong, and what is right. */
const traps: readonly [
  title: string,
  before: readonly Statement[],
  after: readonly Statement[],
  found: readonly string[],
  said?: RegExp,
][] = [
  ["nothing differs but the order", [read, deny], [deny, { ...read, Action: ["s3:ListBucket", "s3:GetObject"] }], []],
  ["a list of one is a text", [{ ...read, Action: ["s3:GetObject"] }], [{ ...read, Action: "s3:GetObject" }], []],
  ["actions are the same in any case", [read], [{ ...read, Action: ["S3:getobject", "s3:LISTBUCKET"] }], []],
  [
    "one statement split into two gives the same",
    [read],
    [
      { ...read, Action: "s3:GetObject" },
      { ...read, Sid: "List", Action: "s3:ListBucket" },
    ],
    [],
  ],
  ["a condition dropped widens", [conditioned], [read], ["widened"], /condition dropped or weaker: aws:sourcevpc/],
  ["a condition added narrows", [read], [conditioned], ["narrowed"]],
  [
    "one more value of a condition widens",
    [conditioned],
    [{ ...read, Condition: { StringEquals: { "aws:SourceVpc": ["vpc-1", "vpc-2"] } } }],
    ["widened"],
    /condition dropped or weaker/,
  ],
  [
    "IfExists holds for more",
    [conditioned],
    [{ ...read, Condition: { StringEqualsIfExists: { "aws:SourceVpc": "vpc-1" } } }],
    ["widened"],
  ],
  [
    "a pattern takes in what equals it",
    [conditioned],
    [{ ...read, Condition: { StringLike: { "aws:SourceVpc": "vpc-*" } } }],
    ["widened"],
  ],
  [
    "one condition fewer of two widens",
    [{ ...read, Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" }, Bool: { "aws:SecureTransport": "true" } } }],
    [conditioned],
    ["widened"],
    /securetransport/,
  ],
  [
    "a denial's value taken away from StringNotEquals widens",
    [{ ...read, Condition: { StringNotEquals: { a: ["x", "y"] } } }],
    [{ ...read, Condition: { StringNotEquals: { a: "x" } } }],
    ["widened"],
  ],
  [
    "a shorter prefix of a resource widens",
    [{ ...read, Resource: `${bucket}/team/*` }],
    [{ ...read, Resource: `${bucket}/t*` }],
    ["widened"],
    /was arn:aws:s3:::reports-eu\/team/,
  ],
  [
    "a longer prefix narrows",
    [{ ...read, Resource: `${bucket}/t*` }],
    [{ ...read, Resource: `${bucket}/team/*` }],
    ["narrowed"],
  ],
  ["another bucket is both", [read], [{ ...read, Resource: "arn:aws:s3:::other/*" }], ["narrowed", "widened"]],
  [
    "a question mark is less than an asterisk",
    [{ ...read, Resource: `${bucket}/?` }],
    [{ ...read, Resource: `${bucket}/*` }],
    ["widened"],
  ],
  [
    "covered by a wildcard that is there already",
    [{ ...read, Action: "s3:*" }],
    [
      { ...read, Action: "s3:*" },
      { ...read, Sid: "More" },
    ],
    [],
  ],
  [
    "every action of a service on everything",
    [read],
    [{ ...read, Action: "s3:*", Resource: "*" }],
    ["widened"],
    /every action of s3/,
  ],
  ["an administrator", [read], [read, { Effect: "Allow", Action: "*", Resource: "*" }], ["widened"], /administrator/],
  [
    "PassRole on everything",
    [read],
    [read, { Effect: "Allow", Action: "iam:PassRole", Resource: "*" }],
    ["widened"],
    /give itself any right/,
  ],
  [
    "NotAction allows all the rest",
    [read],
    [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }],
    ["widened"],
    /everything but/,
  ],
  [
    "NotAction with more exclusions narrows",
    [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }],
    [{ Effect: "Allow", NotAction: ["iam:*", "s3:*"], Resource: "*" }],
    ["narrowed"],
  ],
  [
    "NotAction with fewer widens",
    [{ Effect: "Allow", NotAction: ["iam:*", "s3:*"], Resource: "*" }],
    [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }],
    ["widened"],
  ],
  [
    "NotAction does not cover what it excludes",
    [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }],
    [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }, read],
    ["widened"],
  ],
  [
    "NotAction covers what it does not exclude",
    [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }],
    [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }, read],
    [],
  ],
  [
    "NotResource takes in the rest",
    [read],
    [{ Sid: "Read", Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], NotResource: "arn:aws:s3:::secret/*" }],
    ["widened"],
    /everything but/,
  ],
  ["a denial gone widens", [read, deny], [read], ["widened"], /denial is gone/],
  [
    "a denial with a condition is weaker",
    [deny],
    [{ ...deny, Condition: { Bool: { a: "true" } } }],
    ["widened"],
    /denial is gone or weaker/,
  ],
  ["a new denial narrows", [read], [read, deny], ["narrowed"]],
];

for (const [title, before, after, found, said] of traps)
  test(`a policy compared as what it allows: ${title}`, () => {
    const changes = between(before, after);
    assert.deepEqual(brief(changes), [...found], JSON.stringify(changes));
    if (said) assert.match(changes.map(({ text, warning }) => `${text} ${warning ?? ""}`).join("\n"), said);
  });

test("a policy compared as what it allows: a statement moved from one policy of a role to another is no change", () => {
  const [before, after] = [stackOf(document(read, deny), document()), stackOf(document(read), document(deny))];
  assert.deepEqual(permissionChanges(changeBetween(before, after)), []);
});

test("a policy compared as what it allows: AWS's own policies are known by name", () => {
  const role = resource(roleType, "server-task", { assumeRolePolicy: trust });
  const attached = (policyArn: string) =>
    resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "extra", { role: role.id, policyArn }, { role });
  const [change, ...more] = permissionChanges(
    changeBetween([role], [role, attached("arn:aws:iam::aws:policy/AdministratorAccess")]),
  );
  assert.deepEqual(more, []);
  assert.equal(change?.direction, "widened");
  assert.match(change?.warning ?? "", /^administrator/);
});

test("a policy compared as what it allows: a resource of the stack that is made again is the same resource", () => {
  const secret = (suffix: string) => ({
    ...resource("aws:secretsmanager/secret:Secret", "password"),
    outputs: { arn: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:password-${suffix}` },
  });
  const side = (suffix: string) => [
    secret(suffix),
    ...stackOf(
      document({ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secret(suffix).outputs.arn }),
    ),
  ];
  assert.deepEqual(permissionChanges(changeBetween(side("aaaaaa"), side("bbbbbb"))), []);
});

const trusts = (...statements: readonly Statement[]) => [
  resource(roleType, "server-task", { assumeRolePolicy: document(...statements) }),
];
const by = (principal: Statement["Principal"], more: Partial<Statement> = {}): Statement => ({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  ...(principal !== undefined && { Principal: principal }),
  ...more,
});
const ecs = { Service: "ecs-tasks.amazonaws.com" };
const account = "arn:aws:iam::123456789012:root";

const trustTraps: readonly [
  title: string,
  before: Statement,
  after: Statement,
  found: readonly string[],
  said?: RegExp,
][] = [
  [
    "a new principal beside the old one",
    by(ecs),
    by({ ...ecs, AWS: "arn:aws:iam::999988887777:root" }),
    ["widened"],
    /999988887777/,
  ],
  [
    "another service",
    by(ecs),
    by({ Service: ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"] }),
    ["widened"],
    /lambda/,
  ],
  [
    "one role instead of its account",
    by({ AWS: account }),
    by({ AWS: "arn:aws:iam::123456789012:role/deploy" }),
    ["narrowed"],
  ],
  [
    "the account instead of one role",
    by({ AWS: "arn:aws:iam::123456789012:role/deploy" }),
    by({ AWS: account }),
    ["widened"],
  ],
  ["everyone", by({ AWS: account }), by("*"), ["widened"], /anyone, without a condition/],
  [
    "everyone but one",
    by(ecs),
    { Effect: "Allow", Action: "sts:AssumeRole", NotPrincipal: { AWS: account } },
    ["widened"],
    /everything but/,
  ],
  [
    "the confused deputy's guard dropped",
    by(ecs, { Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }),
    by(ecs),
    ["widened"],
    /aws:sourceaccount/,
  ],
];

for (const [title, before, after, found, said] of trustTraps)
  test(`who may take on a role: ${title}`, () => {
    const changes = permissionChanges(changeBetween(trusts(before), trusts(after)));
    assert.deepEqual(brief(changes), [...found].sort(), JSON.stringify(changes));
    assert.ok(changes.every(({ kind }) => kind === "trust"));
    if (said) assert.match(changes.map(({ text, warning }) => `${text} ${warning ?? ""}`).join("\n"), said);
  });
