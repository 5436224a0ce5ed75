import assert from "node:assert/strict";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as sqs from "@pulumi/aws/sqs";
import * as random from "@pulumi/random";
import { RehearsalSession, type Program } from "./session";

const configuration = () => ({ "aws:region": "eu-west-1", "openmetadata:size": "small" });

test("a small program comes up, changes nothing the second time, changes in place and goes away", async () => {
  let name = "first";
  const session = await RehearsalSession.start({
    configuration: configuration(),
    fillSecrets: false,
    program: async () => {
      const password = new random.RandomPassword("password", { length: 20 });
      const vpc = new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags: { Name: name } });
      const subnet = new ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
      return { vpc: vpc.id, subnet: subnet.arn, password: password.result };
    },
  });
  try {
    const preview = await session.preview();
    const ops = (operations: { urn: string; op: string }[]) =>
      operations.map(({ urn, op }) => `${op} ${urn.split("::").pop()}`).sort();
    assert.deepEqual(ops(preview.changes), [
      "create openmetadata-rehearsal",
      "create password",
      "create subnet",
      "create vpc",
    ]);
    const up = await session.up();
    assert.deepEqual(ops(up.changes), ops(preview.changes));
    assert.match(String(up.outputs.vpc), /^vpc-[0-9a-f]{17}$/);
    assert.equal(up.outputs.password, "[secret]");
    assert.deepEqual(ops((await session.up()).changes), []);
    name = "second";
    const changed = await session.preview();
    assert.deepEqual(
      changed.changes.map(({ op, diffs, detailedDiff }) => ({ op, diffs, detailedDiff })),
      [{ op: "update", diffs: ["tags"], detailedDiff: { "tags.Name": { kind: "update" } } }],
    );
    await session.destroy();
    assert.deepEqual(session.state().resources, []);
    assert.deepEqual(session.cloud.all(), []);
  } finally {
    await session.dispose();
  }
});

test("two sessions in one process do not see each other", async () => {
  const start = (cidrBlock: string) =>
    RehearsalSession.start({
      configuration: configuration(),
      fillSecrets: false,
      stackName: `side-${cidrBlock.split(".")[1]}`,
      program: async () => ({ cidr: new ec2.Vpc("vpc", { cidrBlock }).cidrBlock }),
    });
  const sessions = await Promise.all([start("10.1.0.0/16"), start("10.2.0.0/16")]);
  try {
    const runs = await Promise.all(sessions.map((session) => session.up()));
    assert.deepEqual(
      runs.map(({ outputs }) => outputs.cidr),
      ["10.1.0.0/16", "10.2.0.0/16"],
    );
    assert.deepEqual(
      sessions.map(({ cloud }) => cloud.all().length),
      [1, 1],
    );
  } finally {
    await Promise.all(sessions.map((session) => session.dispose()));
  }
});

test("what a change of config names exists, and what it names no longer does not", async () => {
  const session = await RehearsalSession.start({
    configuration: configuration(),
    fillSecrets: false,
    program: async () => {
      const vpcId =
        new pulumi.Config("openmetadata").getObject<{ id: string }>("network")?.id ?? "vpc-0123456789abcdef1";
      new ec2.Subnet("subnet", { vpcId, cidrBlock: "10.0.0.0/24" });
    },
  });
  try {
    await assert.rejects(session.preview(), /vpc-0123456789abcdef1 does not exist/);
    session.setConfig("openmetadata:network.id", "vpc-0123456789abcdef0");
    assert.equal((await session.preview()).changes.length, 2);
    session.setConfig("openmetadata:network.id", "vpc-0123456789abcdef1");
    assert.equal((await session.preview()).changes.length, 2);
    session.removeConfig("openmetadata:network.id");
    await assert.rejects(session.preview(), /vpc-0123456789abcdef1 does not exist/);
  } finally {
    await session.dispose();
  }
});

const unlearned: Program = async () => {
  const queue = new sqs.Queue("queue", { delaySeconds: 1, tags: { team: "a" } });
  new secretsmanager.Tag("tag", { secretId: "arn:aws:secretsmanager:eu-west-1:1:secret:a", key: "a", value: "b" });
  return { url: queue.url, arn: queue.arn };
};

test("a strict session refuses a type that the rehearsal does not know, and says what to do", async () => {
  const session = await RehearsalSession.start({
    configuration: configuration(),
    fillSecrets: false,
    program: async () => void new sqs.Queue("queue", { delaySeconds: 1 }),
  });
  try {
    const told = /Queue queue: .*what replaces it.*npm run learn -- aws:sqs\/queue:Queue.*\[rehearsal: known-types\]/;
    await assert.rejects(session.preview(), told);
    await assert.rejects(session.up(), told);
    assert.deepEqual(session.cloud.all("aws:sqs/queue:Queue"), []);
  } finally {
    await session.dispose();
  }
});

test("another takes it, and each run warns of what was not judged", async () => {
  const session = await RehearsalSession.start({
    configuration: configuration(),
    fillSecrets: false,
    program: unlearned,
    strict: false,
    allow: ["references"],
  });
  const warned = ({ diagnostics }: { diagnostics: { severity: string; message: string }[] }) =>
    diagnostics.filter(({ severity }) => severity === "warning").map(({ message }) => message);
  try {
    const preview = await session.preview();
    const up = await session.up();
    assert.match(String(up.outputs.arn), /^arn:aws:sqs:eu-west-1:\d{12}:/);
    for (const run of [preview, up]) {
      assert.match(
        warned(run).join("\n"),
        /^queue: the rehearsal has not learned of aws:sqs\/queue:Queue\. Not judged/m,
      );
      assert.match(warned(run).join("\n"), /^tag: .*secretsmanager\/tag:Tag/m);
      assert.deepEqual([...new Set(run.passed.map(({ rule }) => rule))].sort(), ["known-types", "references"]);
    }
    assert.deepEqual((await session.up()).changes, []);
  } finally {
    await session.dispose();
  }
});

test("a refusal whose rule is allowed passes as a warning, and no other does", async () => {
  const program: Program = async () => {
    new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags: { "aws:mine": "a" } });
    new ec2.Vpc("small", { cidrBlock: "10.0.0.0/8" });
  };
  const start = (...allow: string[]) =>
    RehearsalSession.start({ configuration: configuration(), fillSecrets: false, program, strict: false, allow });
  const some = await start("tags");
  try {
    await assert.rejects(some.preview(), (error: Error) => {
      assert.doesNotMatch(error.message, /rehearsal: tags/);
      assert.match(error.message, /Vpc small: /);
      return true;
    });
    const all = await start("tags", "value-limits", "address-ranges");
    try {
      const { passed, diagnostics } = await all.up();
      assert.ok(passed.some(({ rule, urn }) => rule === "tags" && urn.endsWith("::vpc")));
      assert.match(
        diagnostics.map(({ message }) => message).join("\n"),
        /^vpc: .*\[rehearsal: tags\] Passed by --allow\.$/m,
      );
    } finally {
      await all.dispose();
    }
  } finally {
    await some.dispose();
  }
});

test("a region that AWS does not have and a key that the provider does not have are refused", async () => {
  const refused: [Record<string, string>, RegExp][] = [
    [{ "aws:region": "eu-wst-1" }, /aws:region is "eu-wst-1".*pulumi config set aws:region eu-west-1/],
    [{ "aws:region": "eu-west-1", "aws:profil": "data" }, /`aws:profil` is not a valid.*Did you mean `aws:profile`/],
  ];
  for (const [configuration, text] of refused) {
    const session = await RehearsalSession.start({
      configuration,
      fillSecrets: false,
      program: async () => void new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" }),
    });
    try {
      await assert.rejects(session.up(), text);
      assert.deepEqual(session.cloud.all(), []);
    } finally {
      await session.dispose();
    }
  }
});

test("what the real provider replaces is replaced, and a secret stays one", async () => {
  let cidrBlock = "10.0.0.0/24";
  const session = await RehearsalSession.start({
    configuration: configuration(),
    fillSecrets: false,
    program: async () => {
      const vpc = new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags: { canary: pulumi.secret("c4n4ry") } });
      new ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock });
    },
  });
  try {
    await session.up();
    assert.ok(!JSON.stringify(session.state({ secrets: "encrypted" })).includes("c4n4ry"));
    cidrBlock = "10.0.1.0/24";
    const preview = await session.preview();
    assert.deepEqual(
      preview.changes.filter(({ op }) => op === "replace").map(({ replaceKeys }) => replaceKeys),
      [["cidrBlock"]],
    );
  } finally {
    await session.dispose();
  }
});
