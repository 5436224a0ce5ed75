import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeBy } from "./judge";
import type { OfInputs, Rule } from "./rule";
import { guide } from "./source";
import { sampleCall } from "./testing/sample-call";

const type = "aws:ec2/vpc:Vpc";
const inputs = { cidrBlock: "10.0.0.0/33" };

/** A rule that notes what it is asked. */
function noting(asked: OfInputs[]): Rule {
  return {
    name: "noting",
    refuses: "everything",
    source: guide("AWS General Reference", "general/latest/gr/Welcome"),
    check: (resource) => {
      asked.push(resource);
      return [{ property: "cidrBlock", reason: `refused ${asked.length}` }];
    },
    checkInAccount: ({ name }) => [{ property: "", reason: `asked for ${name}` }],
  };
}

test("what depends on inputs alone is asked once for the same inputs, what depends on the account each time", () => {
  const asked: OfInputs[] = [];
  const judge = judgeBy([noting(asked)]);
  const reasons = (name: string, given: typeof inputs) =>
    judge.check(sampleCall(type, given, { name })).map(({ reason }) => reason);
  assert.deepEqual(reasons("one", inputs), ["refused 1 [rehearsal: noting]", "asked for one [rehearsal: noting]"]);
  assert.deepEqual(reasons("two", { ...inputs }), [
    "refused 1 [rehearsal: noting]",
    "asked for two [rehearsal: noting]",
  ]);
  assert.match(reasons("two", { cidrBlock: "10.0.0.0/32" })[0]!, /refused 2/);
});

test("a question to inputs is told nothing else, so that no answer can depend on it", () => {
  const asked: OfInputs[] = [];
  judgeBy([noting(asked)]).check(sampleCall(type, inputs));
  assert.deepEqual(asked, [{ type, inputs }]);
});
