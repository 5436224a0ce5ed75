import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import { RehearsalSession, type Program } from "../../engine/session";
import { rules } from ".";

/** Takes something out of the real stack, or changes it, as a slip in the program would. */
interface Mutation {
  rule: string;
  what: string;
  type: string;
  props?: (props: Record<string, unknown>) => Record<string, unknown>;
  /** Types that are no longer among what the resource depends on explicitly. */
  without?: RegExp;
}

const service = "aws:ecs/service:Service";
const task = "aws:ecs/taskDefinition:TaskDefinition";

/** Rewrites a document that may be text, an object or an output of either. */
const rewritten = (document: unknown, rewrite: (text: string) => string) =>
  pulumi
    .output(document as string | object)
    .apply((value: string | object) => rewrite(typeof value === "string" ? value : JSON.stringify(value)));
const inPolicy = (from: string, to: string) => (props: Record<string, unknown>) => ({
  ...props,
  policy: rewritten(props.policy, (text) => text.replaceAll(from, to)),
});

/** One for each rule, to prove that the engine asks it; recorded-mutations.test.ts tries the other ways to break it. */
const mutations: Mutation[] = [
  {
    rule: "declared-inputs",
    what: "a misspelt input",
    type: service,
    props: ({ desiredCount, ...props }) => ({ ...props, desiredCounts: desiredCount }),
  },
  {
    rule: "alternatives",
    what: "a group rule without a peer",
    type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    props: ({ cidrIpv4: _, ...props }) => props,
  },
  {
    rule: "value-limits",
    what: "a protocol that target groups do not have",
    type: "aws:lb/targetGroup:TargetGroup",
    props: (props) => ({ ...props, protocol: "HTTPX" }),
  },
  {
    rule: "name-lengths",
    what: "a balancer's name of 33 characters",
    type: "aws:lb/loadBalancer:LoadBalancer",
    props: (props) => ({ ...props, name: "a".repeat(33) }),
  },
  {
    rule: "fargate-size",
    what: "memory that this CPU does not have",
    type: task,
    props: (props) => ({ ...props, memory: "999" }),
  },
  {
    rule: "container-definitions",
    what: "no JSON",
    type: task,
    props: (props) => ({ ...props, containerDefinitions: "[{" }),
  },
  {
    rule: "policy-documents",
    what: "an action that no service has",
    type: "aws:iam/rolePolicy:RolePolicy",
    props: inPolicy("secretsmanager:GetSecretValue", "secretsmanager:GetSecretValues"),
  },
  {
    rule: "references",
    what: "a subnet that does not exist",
    type: service,
    props: (props) => ({ ...props, networkConfiguration: { subnets: ["subnet-0123456789abcdef0"] } }),
  },
  {
    rule: "named-references",
    what: "a subnet group that does not exist",
    type: "aws:rds/instance:Instance",
    props: (props) => ({ ...props, dbSubnetGroupName: "absent" }),
  },
  { rule: "listener-before-service", what: "no dependency on the listener", type: service, without: /^aws:lb\// },
  {
    rule: "mount-targets-before-service",
    what: "no dependency on the mount targets",
    type: service,
    without: /^aws:efs\//,
  },
  {
    rule: "policies-before-service",
    what: "no dependency on the roles' policies",
    type: service,
    without: /^aws:iam\//,
  },
  {
    rule: "secret-versions-before-service",
    what: "no dependency on the secrets' versions",
    type: service,
    without: /^aws:secretsmanager\//,
  },
  { rule: "routes-before-service", what: "no dependency on the routes", type: service, without: /^aws:ec2\// },
  {
    rule: "service-linked-role-before-domain",
    what: "no dependency on the role",
    type: "aws:opensearch/domain:Domain",
    without: /^aws:iam\//,
  },
  {
    rule: "secrets-readable",
    what: "an execution role that may describe secrets only",
    type: "aws:iam/rolePolicy:RolePolicy",
    props: inPolicy("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"),
  },
  {
    rule: "logs-writable",
    what: "an execution role that may not write logs",
    type: "aws:iam/rolePolicy:RolePolicy",
    props: inPolicy("logs:PutLogEvents", "logs:DescribeLogStreams"),
  },
];

const typeOf = (resource: unknown): string => (resource as { __pulumiType?: string }).__pulumiType ?? "";

const mutated =
  (program: Program, { type, props = (given) => given, without }: Mutation): Program =>
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
