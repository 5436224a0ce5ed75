import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { RehearsalSession, type Program } from "../../engine/session";
import { rules } from "../rules";
import { engineMutations as mutations } from "./slips/engine";
import type { EngineMutation } from "./slips/engine-mutation";
import { accountRuns } from "./slips/account-runs";

const typeOf = (resource: unknown): string => (resource as { __pulumiType?: string }).__pulumiType ?? "";

const mutated =
  (program: Program, { type, props = (given) => given, without, also }: EngineMutation): Program =>
  async () => {
    pulumi.runtime.registerStackTransformation((args) => {
      if (args.type !== type) return undefined;
      const { dependsOn, ...opts } = args.opts as pulumi.CustomResourceOptions;
      const all = dependsOn === undefined ? [] : Array.isArray(dependsOn) ? dependsOn : [dependsOn];
      const kept = without ? (all as unknown[]).filter((resource) => !without.test(typeOf(resource))) : all;
      return { props: props(args.props), opts: { ...opts, dependsOn: kept as pulumi.Resource[] } };
    });
    also?.(session);
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

test("every rule has a mutation, or a run of account.test.ts, that proves it", () => {
  const proven = new Set([...mutations, ...accountRuns].map(({ rule }) => rule));
  assert.deepEqual(
    rules.filter(({ name }) => !proven.has(name)).map(({ name }) => name),
    [],
  );
});
