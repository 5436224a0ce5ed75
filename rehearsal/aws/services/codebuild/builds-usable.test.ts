import { test } from "node:test";
import { builtImageType } from "../../../protocol/steps";
import type { Properties } from "../../../protocol/wire";
import { given, givenProgram, type Program } from "../../testing/given";

const project = "aws:codebuild/project:Project";
const machine = { type: "LINUX_CONTAINER", image: "aws/codebuild/amazonlinux-x86_64-standard:5.0" };
const buildspec = "phases: {build: {commands: [docker build .]}}";
const right: Properties = {
  source: { type: "NO_SOURCE", buildspec },
  environment: { ...machine, privilegedMode: true },
};

test("a project that runs Docker from its own buildspec", () => {
  given(project, right).accepts("builds-usable");
  given(project, { ...right, environment: machine }).refuses("builds-usable", /privilegedMode/);
  given(project, { ...right, source: { type: "NO_SOURCE", buildspec: "phases: {}" }, environment: machine }).accepts(
    "builds-usable",
  );
  given(project, { ...right, source: { type: "NO_SOURCE" } }).refuses("builds-usable", /must have its buildspec/);
  given(project, { ...right, environment: { ...machine, type: "ARM_CONTAINER", privilegedMode: true } }).refuses(
    "builds-usable",
    /not for machines of type "ARM_CONTAINER"/,
  );
});

const repositoryArn = "arn:aws:ecr:eu-west-1:123456789012:repository/r";
const push = ["ecr:PutImage", "ecr:InitiateLayerUpload"];
const allow = (Action: string | string[], Resource: string) => ({ Effect: "Allow", Action, Resource });
const program = (statements: readonly object[]): Program => ({
  repository: ["aws:ecr/repository:Repository", { name: "r" }],
  role: ["aws:iam/role:Role", { name: "role" }],
  policy: [
    "aws:iam/rolePolicy:RolePolicy",
    { role: "role", policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) },
    { role: ["role"] },
  ],
  project: [project, { ...right, name: "p", serviceRole: "arn" }, { serviceRole: ["role"] }],
  build: [builtImageType, { project: "p", repository: "url" }, { project: ["project"], repository: ["repository"] }],
});
const made = {
  repository: { id: "r", outputs: { arn: repositoryArn } },
  role: { id: "role", outputs: { arn: "arn:aws:iam::123456789012:role/role" } },
};
const all = [allow("ecr:GetAuthorizationToken", "*"), allow(push, repositoryArn)];
const afterAll = (type: string, earlier: readonly string[]) => (type === builtImageType ? earlier : []);

test("the role of a build may push before the build starts", () => {
  givenProgram(program(all), { made, after: afterAll }).accepts("builds-usable");
  givenProgram(program(all), { made }).refuses(
    "builds-usable",
    /may start before role role allows ecr:GetAuthorization/,
  );
  givenProgram(program(all.slice(0, 1)), { made, after: afterAll }).refuses(
    "builds-usable",
    /allows ecr:PutImage on arn/,
  );
});

test("an image is built on the processor of its task", () => {
  const on = (type: string, cpuArchitecture: string): Program => ({
    project: [project, { ...right, environment: { type } }],
    build: [builtImageType, {}, { project: ["project"] }],
    task: [
      "aws:ecs/taskDefinition:TaskDefinition",
      { containerDefinitions: "[]", runtimePlatform: { cpuArchitecture } },
      { containerDefinitions: ["build"] },
    ],
  });
  givenProgram(on("ARM_CONTAINER", "ARM64")).accepts("builds-usable");
  givenProgram(on("LINUX_CONTAINER", "X86_64")).accepts("builds-usable");
  givenProgram(on("LINUX_CONTAINER", "ARM64")).refuses(
    "builds-usable",
    /builds an image for "X86_64", and task task runs/,
  );
});
