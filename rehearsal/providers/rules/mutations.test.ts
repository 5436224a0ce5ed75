import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import { RehearsalSession, type Program } from "../../engine/session";
import { rules } from ".";
import { engineMutations as mutations, type EngineMutation } from "./mutations/engine";

const typeOf = (resource: unknown): string => (resource as { __pulumiType?: string }).__pulumiType ?? "";

const mutated =
  (program: Program, { type, props = (given) => given, without }: EngineMutation): Program =>
  async () => {
    pulumi.runtime.registerStackTransformation((args) => {
      if (args.type !== type) return undefined;
      const { dependsOn, ...opts } = args.opts as pulumi.CustomResourceOptions;
      const all = dependsOn === undefined ? [] : Array.isArray(dependsOn) ? dependsOn : [dependsOn];
      const kept = without ? (all as unknown[]).filter((resource) => !without.test(typeOf(resource))) : all;
      return { props: props(args.props), opts: { ...opts, dependsOn: kept as pulumi.Resource[] } };
    });
    return program();
  };

let session: RehearsalSession;
let program: Program;

before(async () => {
  session = await RehearsalSession.start({ stackFile: path.resolve(__dirname, "../../../Pulumi.dev.yaml") });
  session.setConfig("openmetadata:search.serviceLinkedRole", "create");
  program = session.program;
  // Identifiers and documents are known in the previews to come.
  await session.up();
});
after(() => session.dispose());

test("the stack as it is, is refused by no rule", async () => {
  session.setProgram(program);
  await session.preview();
});

for (const mutation of mutations) {
  test(`${mutation.rule} refuses ${mutation.what}`, async () => {
    session.setProgram(mutated(program, mutation));
    await assert.rejects(session.preview(), (error: Error) => {
      assert.ok(error.message.includes(`[rehearsal: ${mutation.rule}]`), error.message);
      return true;
    });
  });
}

test("every rule has a mutation that proves it", () => {
  const proven = new Set(mutations.map(({ rule }) => rule));
  assert.deepEqual(
    rules.filter(({ name }) => !proven.has(name)).map(({ name }) => name),
    [],
  );
});

test("a second thing of the same name is refused", async () => {
  const [cluster] = session.cloud.all("aws:ecs/cluster:Cluster");
  session.setProgram(async () => {
    const outputs = await program();
    new ecs.Cluster("twin", { name: String(cluster!.outputs.name) });
    return outputs;
  });
  await assert.rejects(session.preview(), /Cluster \S+ already exists/);
});

test("nothing is deleted while something that stays needs it", async () => {
  const small = await RehearsalSession.start({
    configuration: { "aws:region": "eu-west-1" },
    fillSecrets: false,
    program: async () => {
      const vpc = new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
      new ec2.Subnet("kept", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" }, { retainOnDelete: true });
    },
  });
  try {
    await small.up();
    await assert.rejects(small.destroy(), /vpc-\w+ cannot be deleted: Subnet subnet-\w+ still needs it/);
    assert.equal(small.cloud.all("aws:ec2/vpc:Vpc").length, 1);
  } finally {
    await small.dispose();
  }
});
