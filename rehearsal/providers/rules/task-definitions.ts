import type { Failure } from "../package";
import type { Properties, Value } from "../wire";
import { objectsIn, parsed, quoted, refuse, type Rule } from "./rule";

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

const range = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

/** CPU units → memory in MiB (Amazon ECS Developer Guide, "Task CPU and memory"). */
const fargateSizes: Readonly<Record<string, number[]>> = {
  256: [512, 1024, 2048],
  512: range(1024, 4096, 1024),
  1024: range(2048, 8192, 1024),
  2048: range(4096, 16384, 1024),
  4096: range(8192, 30720, 1024),
  8192: range(16384, 61440, 4096),
  16384: range(32768, 122880, 8192),
};

const onFargate = (inputs: Properties) =>
  Array.isArray(inputs.requiresCompatibilities) && inputs.requiresCompatibilities.includes("FARGATE");

export const fargateSize: Rule = {
  name: "fargate-size",
  refuses: "a pair of CPU and memory that Fargate does not have, and another network mode than awsvpc",
  check: ({ type, inputs }) => {
    if (type !== taskDefinition || !onFargate(inputs)) return [];
    const failures: Failure[] = [];
    if (inputs.networkMode !== "awsvpc")
      failures.push(
        ...refuse("networkMode", `Fargate needs networkMode "awsvpc", found ${quoted(inputs.networkMode)}`),
      );
    if (!isNumberText(inputs.cpu) || !isNumberText(inputs.memory)) return failures;
    const sizes = fargateSizes[String(inputs.cpu)];
    if (!sizes)
      failures.push(
        ...refuse("cpu", `cpu is ${quoted(inputs.cpu)}; Fargate has ${Object.keys(fargateSizes).join(", ")}`),
      );
    else if (!sizes.includes(Number(inputs.memory))) {
      failures.push(
        ...refuse(
          "memory",
          `memory is ${quoted(inputs.memory)}; with cpu ${String(inputs.cpu)} Fargate has ${sizes.join(", ")}`,
        ),
      );
    }
    return failures;
  },
};

const isNumberText = (value: Value | undefined) =>
  (typeof value === "string" || typeof value === "number") && value !== "";

/** The members of ContainerDefinition in the Amazon ECS API Reference. */
const containerMembers = new Set(
  (
    "name image repositoryCredentials cpu memory memoryReservation links portMappings restartPolicy essential entryPoint " +
    "command environment environmentFiles mountPoints volumesFrom linuxParameters secrets dependsOn startTimeout " +
    "stopTimeout versionConsistency hostname user workingDirectory disableNetworking privileged " +
    "readonlyRootFilesystem dnsServers dnsSearchDomains extraHosts dockerSecurityOptions interactive pseudoTerminal " +
    "dockerLabels ulimits logConfiguration healthCheck systemControls resourceRequirements firelensConfiguration credentialSpecs"
  ).split(" "),
);

export interface Container {
  name?: string;
  image?: string;
  essential?: boolean;
  environment?: { name?: unknown; value?: unknown }[];
  secrets?: { name?: unknown; valueFrom?: unknown }[];
  dependsOn?: { containerName?: string; condition?: string }[];
  portMappings?: { containerPort?: number; hostPort?: number }[];
  mountPoints?: { sourceVolume?: string; containerPath?: string }[];
  healthCheck?: { command?: string[] };
  stopTimeout?: number;
  cpu?: number;
  memory?: number;
}

export const containersOf = (inputs: Properties | undefined): Container[] => {
  const containers = parsed(inputs?.containerDefinitions);
  return Array.isArray(containers) ? (containers as Container[]) : [];
};

export const containerDefinitions: Rule = {
  name: "container-definitions",
  refuses: "container definitions that are no JSON list of containers, or that contradict themselves or the task",
  check: ({ type, inputs }) => {
    if (type !== taskDefinition || typeof inputs.containerDefinitions !== "string") return [];
    const containers = parsed(inputs.containerDefinitions);
    if (!Array.isArray(containers) || containers.length === 0) {
      return refuse("containerDefinitions", "containerDefinitions must be a JSON list with at least one container");
    }
    const all = containers as Container[];
    const reasons = all.flatMap((container) =>
      containerProblems(container, all, inputs).map((reason) => `container ${quoted(container.name)}: ${reason}`),
    );
    if (!all.some(({ essential }) => essential !== false)) reasons.push("no container is essential");
    const names = all.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) reasons.push(`two containers are named ${quoted(twice)}`);
    return reasons.map((reason) => ({ property: "containerDefinitions", reason }));
  },
};

function containerProblems(container: Container, all: Container[], inputs: Properties): string[] {
  const problems: string[] = [];
  const {
    name = "",
    image,
    environment = [],
    secrets = [],
    dependsOn = [],
    portMappings = [],
    mountPoints = [],
  } = container;
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name))
    problems.push("the name must have letters, digits, hyphens and underscores only");
  if (typeof image !== "string" || image === "" || /\s/.test(image)) problems.push(`image is ${quoted(image)}`);
  for (const member of Object.keys(container))
    if (!containerMembers.has(member)) problems.push(`unknown member ${quoted(member)}`);
  for (const variable of environment) {
    if (typeof variable.name !== "string" || typeof variable.value !== "string")
      problems.push(`variable ${quoted(variable.name)} must have a text as its value`);
  }
  for (const secret of secrets) {
    if (typeof secret.name !== "string" || !/^arn:|^[\w./-]+$/.test(String(secret.valueFrom ?? "")))
      problems.push(`secret ${quoted(secret.name)} must have an ARN or a parameter name in valueFrom`);
  }
  const twice = [...environment, ...secrets]
    .map((variable) => variable.name)
    .find((variable, index, list) => list.indexOf(variable) !== index);
  if (twice !== undefined) problems.push(`variable ${quoted(twice)} is given twice`);
  problems.push(...dependencyProblems(container, dependsOn, all));
  for (const { containerPort, hostPort } of portMappings) {
    if (inputs.networkMode === "awsvpc" && hostPort !== undefined && hostPort !== containerPort)
      problems.push(`hostPort ${hostPort} must equal containerPort ${containerPort} with awsvpc`);
  }
  const volumes = objectsIn(inputs.volumes).map((volume) => volume.name);
  for (const { sourceVolume, containerPath } of mountPoints) {
    if (!volumes.includes(sourceVolume ?? "")) problems.push(`the task has no volume ${quoted(sourceVolume)}`);
    if (!containerPath?.startsWith("/")) problems.push(`mount path ${quoted(containerPath)} must begin with /`);
  }
  const check = container.healthCheck?.command;
  if (container.healthCheck && !["CMD", "CMD-SHELL"].includes(check?.[0] ?? ""))
    problems.push("healthCheck.command must begin with CMD or CMD-SHELL");
  if (onFargate(inputs) && (container.stopTimeout ?? 0) > 120)
    problems.push(`stopTimeout is ${container.stopTimeout}; Fargate allows 120`);
  return problems;
}

function dependencyProblems(
  { name }: Container,
  dependsOn: NonNullable<Container["dependsOn"]>,
  all: Container[],
): string[] {
  return dependsOn.flatMap(({ containerName, condition = "" }) => {
    const other = all.find((container) => container.name === containerName);
    if (!other || containerName === name)
      return [`depends on ${quoted(containerName)}, which is no other container of the task`];
    if (!["START", "COMPLETE", "SUCCESS", "HEALTHY"].includes(condition))
      return [`dependency condition ${quoted(condition)}`];
    if (condition === "HEALTHY" && !other.healthCheck)
      return [`waits until ${quoted(containerName)} is healthy, which has no health check`];
    if (["SUCCESS", "COMPLETE"].includes(condition) && other.essential !== false)
      return [`waits for the end of ${quoted(containerName)}, which is essential`];
    return [];
  });
}
