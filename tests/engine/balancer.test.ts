import assert from "node:assert/strict";
import { test } from "node:test";
import type { RehearsalSession } from "../../rehearsal/engine/session";
import { type Phase, rehearse } from "../../rehearsal/rehearse";
import { clients } from "../../config/testing/valid-stack-files";
import { changesOf, resourceChanges, withSession } from "./stacks";

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const group = "aws:lb/targetGroup:TargetGroup";
const listener = "aws:lb/listener:Listener";

const open = (size: "small" | "medium") => ({
  stackName: "balancer",
  configuration: {
    "aws:region": "eu-west-1",
    "openmetadata:size": size,
    "openmetadata:server": { ...clients, internal: false, allowedCidrs: ["203.0.113.0/24"] },
  },
});

const phase: Phase = (_name, work) => work();
const idsOf = (session: RehearsalSession, type: string) => session.cloud.all(type).map(({ id }) => id);

test(
  "a balancer that becomes internal takes its target group along, in an order that AWS takes",
  { timeout: 300_000 },
  () =>
    withSession(open("small"), async (session) => {
      await session.up();
      const before = [balancer, group].flatMap((type) => idsOf(session, type));
      session.setConfig("openmetadata:server.internal", true);
      const preview = await session.preview();
      const up = await session.up();
      assert.deepEqual(changesOf(up), changesOf(preview), "up does what preview said");
      const replaced = resourceChanges(up).filter((line) => line.startsWith("replace "));
      assert.deepEqual(
        replaced.map((line) => line.replace(/^replace (\S+?)::.*/, "$1")).sort(),
        // The server names its public address, which is the balancer's; so do four steps in its image, and what compares stored settings.
        [...Array<string>(6).fill("aws:ecs/taskDefinition:TaskDefinition"), listener, balancer, group].sort(),
      );
      assert.deepEqual([idsOf(session, balancer).length, idsOf(session, group).length], [1, 1]);
      assert.ok(
        before.every((id) => !session.cloud.all().some((thing) => thing.id === id)),
        "the old ones are gone",
      );
      const [made] = session.cloud.all(group);
      const [service] = session.cloud.all("aws:ecs/service:Service").filter(({ inputs }) => inputs.loadBalancers);
      assert.match(
        JSON.stringify(service?.inputs.loadBalancers),
        new RegExp(String(made?.outputs.arn)),
        "the service follows",
      );
      assert.deepEqual(changesOf(await session.up()), []);
    }),
);

test(
  "a protected one is not replaced: refused before anything is touched, with the commands",
  { timeout: 300_000 },
  () =>
    withSession(open("medium"), async (session) => {
      const changes = [{ key: "openmetadata:server.internal", value: "true" }];
      const options = { previewOnly: false, changes, destroy: false };
      const { document } = await rehearse(session, options, phase, () => []);
      assert.equal(document.held, false);
      assert.match(
        document.problems.join("\n"),
        /refused before anything was touched: it would replace load balancer.*\n.*\n {2}pulumi config set openmetadata:dataProtection false\n {2}pulumi up/,
      );
      // Both at once is too late: AWS still protects the old one when it is to go.
      session.setConfig("openmetadata:dataProtection", false);
      await assert.rejects(
        session.preview(),
        /has deletion protection.* Lift that first.*\[rehearsal: deletion-protection\]/s,
      );
      // What the commands do.
      session.setConfig("openmetadata:server.internal", false);
      await session.up();
      session.setConfig("openmetadata:server.internal", true);
      await session.up();
      session.setConfig("openmetadata:dataProtection", true);
      await session.up();
      assert.equal(session.cloud.all(balancer)[0]?.inputs.internal, true);
      assert.equal(session.cloud.all(balancer)[0]?.inputs.enableDeletionProtection, true);
    }),
);
