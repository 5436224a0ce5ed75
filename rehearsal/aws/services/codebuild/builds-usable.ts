import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { Failure } from "../../../protocol/package";
import type { SimulatedCloud } from "../../../protocol/cloud";
import { builtImageType } from "../../../protocol/steps";
import { taskDefinition } from "../ecs/container-definitions/containers";
import { isAllowed } from "../iam/simulation/evaluation";
import { arnOf, statementsFor } from "../iam/simulation/policies";
import { guide } from "../../source";
import { objectsIn, ofType, quoted, refuse, type OfInputs, type Rule } from "../../rule";

const project = "aws:codebuild/project:Project";

export const buildsUsable: Rule = {
  name: "builds-usable",
  refuses:
    "a build in the account that cannot run Docker, has no buildspec, is for another processor than its task's, or may start before its role may write its log and push its image",
  source: guide("AWS CodeBuild User Guide, Docker sample", "codebuild/latest/userguide/sample-docker"),
  check: (call) => (call.type === project ? projectFailures(call) : []),
  graph: (node, graph, cloud) => {
    if (node.type === builtImageType) return roleFailures(node, graph, cloud);
    return node.type === taskDefinition ? processorFailures(node, graph) : [];
  },
};

/** CodeBuild User Guide, "Docker images provided by CodeBuild": an image is for one processor. */
const imagesOf: Readonly<Record<string, RegExp>> = {
  LINUX_CONTAINER: /x86_64|ubuntu\/standard|amazonlinux2-x86/,
  ARM_CONTAINER: /aarch64/,
};

function projectFailures({ inputs }: OfInputs): Failure[] {
  const [environment = {}] = objectsIn(inputs.environment);
  const [source = {}] = objectsIn(inputs.source);
  const { type, image } = environment;
  const buildspec = typeof source.buildspec === "string" ? source.buildspec : undefined;
  const fits = typeof type === "string" && typeof image === "string" ? imagesOf[type] : undefined;
  return [
    ...(source.type === "NO_SOURCE" && !("buildspec" in source)
      ? refuse("source", "a project without a source must have its buildspec in itself")
      : []),
    ...(buildspec?.includes("docker build") && environment.privilegedMode !== true
      ? refuse("environment", "its buildspec runs Docker, which needs privilegedMode")
      : []),
    ...(fits && String(image).startsWith("aws/codebuild/") && !fits.test(String(image))
      ? refuse("environment", `image ${quoted(image)} is not for machines of type ${quoted(type)}`)
      : []),
  ];
}

/** CodeBuild's Docker builds for the processor that it runs on. */
function processorFailures(task: ResourceNode, graph: ResourceGraph): Failure[] {
  const [{ cpuArchitecture: wanted = "X86_64" } = {}] = objectsIn(task.inputs?.runtimePlatform);
  const builds = ofType(graph.sources(task.urn, "containerDefinitions"), builtImageType);
  return builds
    .flatMap(({ urn }) => ofType(graph.sources(urn, "project"), project))
    .flatMap(({ name, inputs }) => {
      const [{ type } = {}] = objectsIn(inputs?.environment);
      const found = type === "ARM_CONTAINER" ? "ARM64" : type === "LINUX_CONTAINER" ? "X86_64" : wanted;
      return typeof wanted !== "string" || found === wanted
        ? []
        : refuse(
            "containerDefinitions",
            `project ${name} builds an image for ${quoted(found)}, and task ${task.name} runs on ${wanted}`,
          );
    });
}

interface Needed {
  readonly action: string;
  readonly resource: string;
}

/** What a build that pushes does with its role (Amazon ECR User Guide, "IAM permissions for pushing an image"). */
function neededBy(node: ResourceNode, graph: ResourceGraph, cloud: SimulatedCloud): Needed[] {
  const arns = (type: string, from: readonly ResourceNode[]): string[] =>
    ofType(from, type).flatMap((one) => arnOf(one, cloud) ?? []);
  const repositories = arns("aws:ecr/repository:Repository", graph.sources(node.urn, "repository"));
  const groups = graph
    .sources(node.urn, "project")
    .flatMap(({ urn }) => arns("aws:cloudwatch/logGroup:LogGroup", graph.sources(urn, "logsConfig")));
  return [
    { action: "ecr:GetAuthorizationToken", resource: "*" },
    ...repositories.map((resource) => ({ action: "ecr:PutImage", resource })),
    ...repositories.map((resource) => ({ action: "ecr:InitiateLayerUpload", resource })),
    ...groups.map((arn) => ({ action: "logs:PutLogEvents", resource: `${arn}:log-stream:image-build/1` })),
  ];
}

function roleFailures(node: ResourceNode, graph: ResourceGraph, cloud: SimulatedCloud): Failure[] {
  const projects = ofType(graph.sources(node.urn, "project"), project);
  const roles = projects.flatMap(({ urn }) => ofType(graph.sources(urn, "serviceRole"), "aws:iam/role:Role"));
  const before = graph.before(node.urn);
  return roles.flatMap((role) => {
    const identity = statementsFor(role, before, graph);
    return neededBy(node, graph, cloud)
      .filter(
        ({ action, resource }) =>
          isAllowed({ identity, resource: [] }, { action, resource, principal: { role: arnOf(role, cloud) ?? "" } }) ===
          false,
      )
      .flatMap(({ action, resource }) =>
        refuse("", `build ${node.name} may start before role ${role.name} allows ${action} on ${resource}`),
      );
  });
}
