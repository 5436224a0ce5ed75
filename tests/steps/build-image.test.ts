import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { buildInputs as inputs, CodeBuildStandIn, digestOf, project, repository } from "./codebuild-stand-in";
import { failing, type Provider, secret, TestedStep } from "./tested-step";

let account: CodeBuildStandIn;
let tested: TestedStep;
let provider: Provider;

beforeEach(async () => {
  account = await new CodeBuildStandIn().start();
  tested = new TestedStep(account);
  account.clock = () => Date.now() + tested.clock;
  const endpoints = JSON.stringify([{ codebuild: account.endpoint, logs: account.endpoint }]);
  provider = await tested.provider({ "aws:endpoints": endpoints });
});
afterEach(() => account.stop());

const image = `${repository}@${digestOf("a")}`;
const other = { ...inputs, triggers: { ...inputs.triggers, content: "1.13.6-ba9876543210" } };

test("an image of CodeBuild is built once and given by its digest", async () => {
  account.buildScripts = [
    { log: ["[Container] Running command docker build .", "step: the image is built and is pushed now"] },
  ];
  const { id, outs } = await provider.create(inputs);
  assert.equal(id, "build-image");
  assert.equal(outs.image, image);
  assert.equal(outs.project, project);
  const [request] = account.bodies("StartBuild");
  assert.equal(request?.projectName, project);
  assert.match(tested.said.join("\n"), /build \S+:1 started[^]*the image is built and is pushed now[^]*ended well/);
  assert.ok(!tested.said.join("\n").includes("[Container]"), "the rest of the log is not said");
});

test("an image of CodeBuild is built again for another content alone", async () => {
  const { outs } = await provider.create(inputs);
  assert.deepEqual((await provider.diff("", outs, inputs)).changes, false);
  const longer = { ...inputs, timeLimitMinutes: 20 };
  assert.deepEqual((await provider.diff("", outs, longer)).changes, true);
  assert.equal((await provider.update("", outs, longer)).outs.image, image);
  assert.equal(account.count("StartBuild"), 1);
  account.buildScripts = [{ digest: digestOf("b") }];
  assert.equal((await provider.update("", outs, other)).outs.image, `${repository}@${digestOf("b")}`);
  assert.equal(account.count("StartBuild"), 2);
});

test("an image of CodeBuild that fails says its phase, the last lines without secrets, and the commands", async () => {
  const log = ["Collecting snowflake", `ERROR: ResolutionImpossible password=${secret}`];
  account.buildScripts = [{ status: "FAILED", message: "Error while executing command: docker build", log }];
  const text = await failing(provider.create(inputs));
  for (const part of [
    /Step build-image failed: build \S+:1 ended with FAILED in phase BUILD: Error while executing command/,
    /Airflow stays as it is/,
    / {2}ERROR: ResolutionImpossible/,
    /The whole log: aws logs tail \/stack\/airflow --log-stream-name-prefix image-build\/\S+ --since 1d --region eu-west-1/,
    /then run the step again: pulumi up/,
  ])
    assert.match(text, part);
  assert.ok(!text.includes(secret), text);
  account.buildScripts = [{}];
  assert.equal((await provider.create(inputs)).outs.image, image, "the next up builds again");
});

test("an image of CodeBuild of an interrupted up is found again, running or just ended, and one of another content is not", async () => {
  account.buildScripts = [{ endless: true }, {}];
  const interrupted = provider.create(inputs);
  while (account.count("BatchGetBuilds") < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  account.builds[0]!.script = {};
  assert.equal((await provider.create(inputs)).outs.image, image);
  await interrupted;
  assert.equal(account.count("StartBuild"), 1);
  assert.match(tested.said.join("\n"), /of an interrupted update is taken up again/);
  assert.equal((await provider.create(inputs)).outs.image, image);
  assert.equal(account.count("StartBuild"), 1, "it ended a moment ago");
  await provider.create(other);
  assert.equal(account.count("StartBuild"), 2);
  tested.clock += 2 * 3600_000;
  await provider.create(inputs);
  assert.equal(account.count("StartBuild"), 3, "what ended hours ago may be gone from the repository");
});

test("an image of CodeBuild is stopped at its time limit", async () => {
  account.buildScripts = [{ endless: true }];
  const text = await failing(provider.create(inputs));
  assert.match(text, /it took longer than its time limit of 10 min and was stopped/);
  assert.equal(account.count("StopBuild"), 1);
});

test("an image of CodeBuild waits for its role, and tells another refusal at once", async () => {
  const name = "InvalidInputException";
  account.refusals.set("StartBuild", [
    { name, message: "CodeBuild is not authorized to perform: sts:AssumeRole on service role" },
    { name: "AccountLimitExceededException", message: "Cannot have more than 1 builds in queue for the account" },
  ]);
  assert.equal((await provider.create(inputs)).outs.image, image);
  account.refusals.set("StartBuild", [{ name, message: "Invalid buildspec" }]);
  assert.match(
    await failing(provider.create(other)),
    /stopped at a call of CodeBuild, StartBuild: InvalidInputException: Invalid buildspec/,
  );
});

test("an image of CodeBuild that names no digest is no image", async () => {
  account.buildScripts = [{ digest: "latest" }];
  assert.match(await failing(provider.create(inputs)), /ended well and named no image/);
});
