import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import * as ec2 from "@pulumi/aws/ec2";
import * as sqs from "@pulumi/aws/sqs";
import * as random from "@pulumi/random";
import { knownTypes } from "../aws/across/inputs/known-types";
import { judgeBy } from "../aws/judge";
import type { Rule } from "../aws/rule";
import { ResourceGraph } from "../protocol/graph";
import { registeredNode } from "../protocol/testing/registered-node";
import type { RehearsalError } from "./errors";
import { RehearsalSession, type Program } from "./session";
import { SecretValue } from "./stack-file/stack-file";
import * as pulumi from "@pulumi/pulumi";

const source = { title: "none", url: "https://example.com" };
const session = (program: Program, ...rules: Rule[]) =>
  RehearsalSession.start({
    configuration: {
      "aws:region": "eu-west-1",
      "openmetadata:rounds": "four",
      "openmetadata:token": new SecretValue("canary-of-a-reason-4711"),
    },
    fillSecrets: false,
    program,
    judge: judgeBy(rules),
  });

test("what relates resources is asked once in a preview, and before each is created in an up", async () => {
  const asked: string[] = [];
  const graph: Rule["graph"] = ({ name }, known) => {
    asked.push(`${name} among ${known.all().filter(({ inputs }) => inputs !== undefined).length}`);
    return [];
  };
  const program: Program = async () => {
    const vpc = new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
    new ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
  };
  const one = await session(program, { name: "counting", refuses: "nothing", source, graph });
  const custom = () => asked.splice(0).filter((text) => !text.startsWith("openmetadata-"));
  try {
    await one.preview();
    assert.deepEqual(custom(), ["vpc among 2", "subnet among 2"]);
    await one.up();
    assert.deepEqual(custom(), ["vpc among 1", "subnet among 2", "vpc among 2", "subnet among 2"]);
  } finally {
    await one.dispose();
  }
});

test("a preview says all that is wrong between resources, and quotes no secret", async () => {
  const graph: Rule["graph"] = ({ name, inputs }) =>
    inputs?.keepers ? [{ property: "keepers", reason: `${name} has ${JSON.stringify(inputs.keepers)}` }] : [];
  const program: Program = async () => {
    const token = new pulumi.Config("openmetadata").requireSecret("token");
    for (const name of ["first", "second"]) new random.RandomId(name, { byteLength: 4, keepers: { token } });
  };
  const one = await session(program, { name: "telling", refuses: "keepers", source, graph });
  try {
    await assert.rejects(one.preview(), ({ message }: Error) => {
      assert.match(message, /first has .*\[secret\].*\[rehearsal: telling\]/);
      assert.match(message, /second has .*\[secret\]/);
      assert.doesNotMatch(message, /canary/);
      return true;
    });
    await assert.rejects(one.up(), /(first|second) has .*\[secret\]/);
    assert.deepEqual(one.cloud.all(), [], "an up is refused before anything is created");
  } finally {
    await one.dispose();
  }
});

test("a preview that another refusal ends says what is wrong between resources all the same", async () => {
  const graph: Rule["graph"] = ({ name }) => (name === "vpc" ? [{ property: "", reason: "vpc is alone" }] : []);
  const check: Rule["check"] = ({ inputs }) =>
    inputs.cidrBlock === "10.0.0.0/30" ? [{ property: "", reason: "small is too small" }] : [];
  const program: Program = async () => {
    const vpc = new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
    new ec2.Subnet("small", { vpcId: vpc.id, cidrBlock: "10.0.0.0/30" });
  };
  const one = await session(program, { name: "both", refuses: "both", source, graph, check });
  try {
    await assert.rejects(one.preview(), ({ message }: Error) => {
      assert.match(message, /small is too small \[rehearsal: both\]/);
      assert.match(message, /vpc is alone \[rehearsal: both\]/);
      return true;
    });
  } finally {
    await one.dispose();
  }
});

test("a preview says of all resources what their inputs are refused for, also of one that needs another, and quotes no secret", async () => {
  const check: Rule["check"] = ({ type, inputs }) =>
    type.startsWith("aws:ec2/") && "tags" in inputs
      ? [{ property: "tags", reason: `${type.split(":").pop()} has ${JSON.stringify(inputs.tags)}` }]
      : [];
  const create: Rule["create"] = ({ name }) =>
    name === "subnet" ? [{ property: "", reason: "subnet is too much" }] : [];
  const program: Program = async () => {
    const tags = { token: new pulumi.Config("openmetadata").requireSecret("token") };
    const vpc = new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags });
    new ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24", tags });
  };
  const one = await session(program, { name: "telling", refuses: "tags", source, check, create });
  try {
    await assert.rejects(one.preview(), ({ message }: Error) => {
      assert.match(message, /Vpc has .*\[secret\].*\[rehearsal: telling\]/);
      assert.match(message, /Subnet has .*\[secret\].*\[rehearsal: telling\]/);
      assert.match(message, /subnet is too much \[rehearsal: telling\]/);
      assert.doesNotMatch(message, /canary/);
      return true;
    });
    one.setJudging(false);
    await one.preview();
    one.setJudging(true);
    await assert.rejects(one.up(), ({ message }: Error) => {
      assert.match(message, /Vpc has .*\[secret\]/);
      assert.doesNotMatch(message, /canary/);
      return true;
    });
    assert.deepEqual(one.cloud.all(), [], "an up is refused before anything is created");
  } finally {
    await one.dispose();
  }
});

test("a refusal quotes nothing of a secret that another resource's secret begins, nor of one that is quoted with escapes", async () => {
  const check: Rule["check"] = ({ inputs }) =>
    "tags" in inputs ? [{ property: "tags", reason: `it has ${JSON.stringify(inputs.tags)}` }] : [];
  const program: Program = async () => {
    const vpc = new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags: { token: pulumi.secret("user") } });
    const tags = { longer: pulumi.secret("user-canary"), escaped: pulumi.secret('"quoted"\ncanary') };
    new ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24", tags });
  };
  const one = await session(program, { name: "telling", refuses: "tags", source, check });
  try {
    await assert.rejects(one.preview(), ({ message }: Error) => {
      assert.match(message, /it has \{"escaped":"\[secret\]","longer":"\[secret\]"\}/);
      assert.doesNotMatch(message, /canary/);
      return true;
    });
  } finally {
    await one.dispose();
  }
});

test("a preview names a wrong value before what the program could not do with it", async () => {
  const program: Program = async () => {
    const text = new pulumi.Config("openmetadata").require("rounds") as unknown as number;
    const { byteLength } = new random.RandomId("id", { byteLength: text });
    (await new Promise<number>((resolve) => byteLength.apply(resolve))).toFixed();
  };
  const check: Rule["check"] = ({ inputs }) =>
    typeof inputs.byteLength === "string" ? [{ property: "byteLength", reason: "it is no number" }] : [];
  const one = await session(program, { name: "number", refuses: "no number", source, check });
  try {
    await assert.rejects(one.preview(), /failed:\n[^\n]*it is no number \[rehearsal: number\]\n[\s\S]*toFixed is not/);
  } finally {
    await one.dispose();
  }
});

test("a preview says once what it refuses of a resource that is replaced", async () => {
  const cidr = { block: "10.0.0.0/16" };
  const program: Program = async () => void new ec2.Vpc("vpc", { cidrBlock: cidr.block });
  const check: Rule["check"] = ({ inputs }) =>
    inputs.cidrBlock === "10.1.0.0/16" ? [{ property: "cidrBlock", reason: "it is taken" }] : [];
  const one = await session(program, { name: "taken", refuses: "10.1.0.0/16", source, check });
  try {
    await one.up();
    cidr.block = "10.1.0.0/16";
    await assert.rejects(one.preview(), ({ message, diagnostics }: RehearsalError) => {
      assert.equal(message.split("it is taken [rehearsal: taken]").length - 1, 1, message);
      assert.equal(diagnostics.filter(({ severity }) => severity === "error").length, 1);
      return true;
    });
  } finally {
    await one.dispose();
  }
});

test("a strict preview names every type that the rehearsal does not know, also one that needs another", async () => {
  const program: Program = async () => {
    const queue = new sqs.Queue("queue");
    new sqs.QueuePolicy("policy", { queueUrl: queue.url, policy: "{}" });
  };
  const one = await session(program, knownTypes);
  try {
    await assert.rejects(one.preview(), ({ message }: Error) => {
      assert.match(message, /npm run learn -- aws:sqs\/queue:Queue \[rehearsal: known-types\]/);
      assert.match(message, /npm run learn -- aws:sqs\/queuePolicy:QueuePolicy \[rehearsal: known-types\]/);
      return true;
    });
  } finally {
    await one.dispose();
  }
});

test("what follows from the graph is worked out again once more is known", () => {
  const graph = new ResourceGraph();
  graph.add(registeredNode("a", "a", { urn: "a" }));
  let times = 0;
  const count = () => graph.concluded(graph, "how often", () => ++times);
  assert.deepEqual([count(), count()], [1, 1]);
  graph.note("a", { id: "a-1" });
  assert.deepEqual([count(), count()], [2, 2]);
  graph.add(registeredNode("a", "b", { urn: "b" }));
  assert.equal(count(), 3);
});

test("the engine leaves no log of its calls", async () => {
  const one = await session(async () => void new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" }));
  try {
    await one.up();
    const left = readdirSync(one.workspace.root, { recursive: true }).map(String);
    assert.ok(left.length > 0);
    assert.deepEqual(
      left.filter((file) => file.endsWith(".log")),
      [],
    );
  } finally {
    await one.dispose();
  }
});
