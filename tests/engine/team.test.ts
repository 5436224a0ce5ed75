import assert from "node:assert/strict";
import { test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import { platform } from "../../components/platform";
import { touch } from "../../examples/team";
import { RehearsalSession } from "../../rehearsal/engine/session";
import { rehearse } from "../../rehearsal/rehearse";

test("a team's touch is rehearsed: its change of each log group is in the document, its web ACL a warning", async () => {
  const session = await RehearsalSession.start({
    stackFile: stackFile("dev"),
    program: () => platform(touch),
    strict: false,
  });
  try {
    const options = { changes: [], previewOnly: false, destroy: false };
    const { document } = await rehearse(
      session,
      options,
      (_name, work) => work(),
      () => [],
    );
    assert.deepEqual(document.problems, []);
    const logs = document.resources.filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
    assert.ok(logs.length >= 2);
    assert.ok(logs.every(({ inputs }) => inputs.skipDestroy === true));
    assert.deepEqual(document.notJudged, ["aws:wafv2/webAcl:WebAcl", "aws:wafv2/webAclAssociation:WebAclAssociation"]);
    assert.match(
      document.warnings.join("\n"),
      /^front: the rehearsal has not learned of aws:wafv2\/webAcl:WebAcl\. Not judged/m,
    );
    const items = document.cost.components.flatMap((component) => component.items);
    assert.equal(items.find(({ item }) => item === "web ACL with 1 rule")?.monthly, 6);
    assert.match(String((document.outputs.team as { webAcl: string }).webAcl), /^arn:aws:wafv2:/);
  } finally {
    await session.dispose();
  }
});
