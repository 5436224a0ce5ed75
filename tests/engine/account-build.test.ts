import assert from "node:assert/strict";
import { after, afterEach, beforeEach, test } from "node:test";
import { BuiltImage } from "../../components/aws/tasks/step-resource";
import type { RehearsalSession, Run } from "../../rehearsal/engine/session";
import { buildInputs, CodeBuildStandIn, digestOf, repository } from "../steps/codebuild-stand-in";
import { DynamicProvider } from "./dynamic-provider";

const dynamic = new DynamicProvider();
after(() => dynamic.dispose());

const timeout = 20 * 60_000;
let account: CodeBuildStandIn;
let session: RehearsalSession;
let content = "1.13.6-a";
const inputs = () => {
  const { kind: _, ...own } = buildInputs;
  return { ...own, triggers: { content, repository } };
};
const images: string[] = [];
const program = async () => {
  const built = new BuiltImage("image", inputs());
  built.image.apply((image) => images.push(image));
};
const changes = (run: Run) => run.changes.filter(({ type }) => type.endsWith(":BuiltImage")).map(({ op }) => op);

beforeEach(async () => {
  content = "1.13.6-a";
  images.length = 0;
  account = await new CodeBuildStandIn().start();
  session = await dynamic.session("builds", program, account.endpoint);
});
afterEach(async () => {
  dynamic.endAll();
  await session.dispose();
  account.stop();
});

test(
  "an image that AWS builds is built at once, stays as it is, and is built again for another content",
  { timeout },
  async () => {
    await session.preview();
    assert.equal(account.count("StartBuild"), 0, "a preview builds nothing");
    assert.deepEqual(changes(await session.up()), ["create"]);
    assert.equal(images.at(-1), `${repository}@${digestOf("a")}`);
    assert.deepEqual(changes(await session.up()), []);
    content = "1.13.6-b";
    account.buildScripts = [{ digest: digestOf("b") }];
    assert.deepEqual(changes(await session.preview()), ["update"]);
    assert.deepEqual(changes(await session.up()), ["update"]);
    assert.equal(images.at(-1), `${repository}@${digestOf("b")}`);
    assert.equal(account.count("StartBuild"), 2);
    await session.refresh();
    assert.deepEqual(changes(await session.up()), [], "a refresh takes nothing away");
    await session.destroy();
    assert.equal(account.count("StartBuild"), 2);
  },
);

test(
  "an image that AWS builds that fails fails up with its log, and the next up builds again",
  { timeout },
  async () => {
    account.buildScripts = [{ status: "FAILED", message: "docker build: exit status 1", log: ["no such package"] }, {}];
    await assert.rejects(session.up(), /Step build-image failed[^]*exit status 1[^]*no such package[^]*aws logs tail/);
    assert.deepEqual(changes(await session.up()), ["create"]);
    assert.equal(account.count("StartBuild"), 2);
  },
);

test("an image that AWS builds whose up is killed is found again by the next one", { timeout }, async () => {
  account.buildScripts = [{ endless: true }];
  const { code, stdout } = await dynamic.killedAndRepeated(
    session,
    { class: "BuiltImage", name: "image", inputs: inputs() },
    () => account.count("BatchGetBuilds") >= 1,
    () => void (account.builds[0]!.script = {}),
  );
  assert.equal(code, 0, stdout);
  assert.match(stdout, /of an interrupted update is taken up again/);
  assert.equal(account.count("StartBuild"), 1, "and not started twice");
});
