import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import * as pulumi from "@pulumi/pulumi";
import { RehearsalSession, type Program } from "../../rehearsal/engine/session";
import { engineSlips } from "../../rehearsal/aws/testing/collected-slips";
import type { EngineSlip } from "../../rehearsal/aws/testing/engine-slip";

const typeOf = (resource: unknown): string => (resource as { __pulumiType?: string }).__pulumiType ?? "";

const withSlip =
  (program: Program, { type, props = (given) => given, without, also }: EngineSlip): Program =>
  async () => {
    pulumi.runtime.registerStackTransformation((args) => {
      if (args.type !== type) return undefined;
      const { dependsOn, ...opts } = args.opts as pulumi.CustomResourceOptions;
      const all = dependsOn === undefined ? [] : Array.isArray(dependsOn) ? dependsOn : [dependsOn];
      const kept = without ? (all as unknown[]).filter((resource) => !without.test(typeOf(resource))) : all;
      return { props: props(args.props), opts: { ...opts, dependsOn: kept as pulumi.Resource[] } };
    });
    // The program asks the account before it registers anything; what is refused earlier would end the run beneath it.
    const outputs = await program();
    also?.(session);
    return outputs;
  };

let session: RehearsalSession;
let program: Program;

before(async () => {
  session = await RehearsalSession.start({ stackFile: stackFile("dev") });
  session.setConfig("openmetadata:search.serviceLinkedRole", "create");
  session.setConfig("openmetadata:server.ingestionLogs.mode", "create");
  program = session.program;
  // Identifiers and documents are known in the previews to come.
  await session.up();
});
after(() => session.dispose());

test("the stack as it is, is refused by no rule", async () => {
  session.setProgram(program);
  await session.preview();
});

for (const slip of engineSlips) {
  test(`${slip.rule} refuses ${slip.what}`, async () => {
    session.setProgram(withSlip(program, slip));
    await assert.rejects(session.preview(), (error: Error) => {
      assert.ok(error.message.includes(`[rehearsal: ${slip.rule}]`), error.message);
      return true;
    });
  });
}
