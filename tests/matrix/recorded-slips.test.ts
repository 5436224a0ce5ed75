import assert from "node:assert/strict";
import { test } from "node:test";
import { unlearned } from "../../rehearsal/aws/learned/coverage";
import { recordedSlips } from "../../rehearsal/aws/testing/collected-slips";
import { recordStack, refusals } from "../../rehearsal/aws/testing/recorded-stacks";
import type { Phase, RecordedStackName } from "../../rehearsal/aws/testing/slip";

const phases: readonly Phase[] = ["first preview", "after up"];

for (const stack of ["dev", "isolated", "prod"] satisfies RecordedStackName[]) {
  test(`slips in ${stack}, as the engine recorded it`, async (t) => {
    const recorded = await recordStack(stack);
    for (const phase of phases) {
      await t.test(`${phase}: the stack as it is, is refused by no rule`, () =>
        assert.deepEqual(refusals(recorded[phase]), []),
      );
    }
    await t.test("whether a change replaces is known of every input", () =>
      assert.deepEqual(
        recorded["after up"].graph
          .all()
          .filter(({ type }) => type.startsWith("aws:"))
          .flatMap(({ type, inputs = {} }) => unlearned(type, inputs)),
        [],
      ),
    );
    for (const slip of recordedSlips.filter((one) => (one.stack ?? "dev") === stack)) {
      for (const phase of slip.phases ?? phases) {
        await t.test(`${phase}: ${slip.rule} refuses ${slip.what}`, () => {
          const found = refusals(recorded[phase], slip);
          assert.ok(
            found.some(
              (reason) =>
                reason.includes(`[rehearsal: ${slip.rule}]`) && (slip.says === undefined || slip.says.test(reason)),
            ),
            `refused were: ${found.join("\n") || "nothing"}`,
          );
        });
      }
    }
  });
}
