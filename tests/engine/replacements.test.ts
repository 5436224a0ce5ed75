import assert from "node:assert/strict";
import { test } from "node:test";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import * as servicediscovery from "@pulumi/aws/servicediscovery";
import type { Program, Run, RehearsalSession } from "../../rehearsal/engine/session";
import { changesOf, withSession } from "./stacks";

const small = { configuration: { "aws:region": "eu-west-1" }, fillSecrets: false };

/** Runs one program after the other in one stack; the second plan comes true and leaves nothing to do. */
const replacing = async (session: RehearsalSession, before: Program, after: Program): Promise<Run> => {
  session.setProgram(before);
  await session.up();
  assert.deepEqual(changesOf(await session.up()), [], "the program as it was has nothing left to do");
  session.setProgram(after);
  const preview = await session.preview();
  const up = await session.up();
  assert.deepEqual(changesOf(up), changesOf(preview), "up does what preview said");
  assert.deepEqual(changesOf(await session.up()), []);
  return up;
};

/** A Cloud Map service with records of a type; another type replaces it. */
const registered =
  (type: string, name: { name?: string }): Program =>
  async () => {
    const vpc = new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
    const namespace = new servicediscovery.PrivateDnsNamespace("local", { name: "local", vpc: vpc.id });
    new servicediscovery.Service("airflow", {
      ...name,
      dnsConfig: { namespaceId: namespace.id, routingPolicy: "MULTIVALUE", dnsRecords: [{ type, ttl: 10 }] },
    });
  };

/** The order of the two steps that make up the replacement. */
const stepsOf = (run: Run): string[] =>
  run.operations
    .filter(({ op, type }) => type === "aws:servicediscovery/service:Service" && /-replace/.test(op))
    .map(({ op }) => op);

// Programs of one process share the SDK's state: these run one after the other, as the tests of a file do.
test("a replacement comes after the deletion when the program gave the name", () =>
  withSession(small, async (session) => {
    const name = { name: "airflow" };
    const up = await replacing(session, registered("A", name), registered("SRV", name));
    assert.deepEqual(stepsOf(up), ["delete-replaced", "create-replacement"]);
  }));

test("a replacement comes before the deletion when the name is automatic", () =>
  withSession(small, async (session) => {
    const up = await replacing(session, registered("A", {}), registered("SRV", {}));
    assert.deepEqual(stepsOf(up), ["create-replacement", "delete-replaced"]);
  }));

test("a replacement follows a name that the program no longer gives", () =>
  withSession(small, async (session) => {
    const named =
      (args: ecs.ClusterArgs): Program =>
      async () => {
        new ecs.Cluster("main", args);
      };
    await replacing(session, named({ name: "metadata" }), named({}));
    const [cluster, ...others] = session.cloud.all("aws:ecs/cluster:Cluster");
    assert.deepEqual(others, []);
    assert.match(String(cluster?.outputs.name), /^main-[0-9a-f]{7}$/);
    await replacing(session, named({}), named({ tags: { team: "data" } }));
    assert.equal(session.cloud.all("aws:ecs/cluster:Cluster")[0]?.outputs.name, cluster?.outputs.name);
    const kept = session.state().resources.find(({ type }) => type === "aws:ecs/cluster:Cluster");
    assert.deepEqual(
      Object.keys(kept?.outputs ?? {}).filter((name) => name.startsWith("__")),
      [],
      "the mark of an automatic name is no output",
    );
  }));
