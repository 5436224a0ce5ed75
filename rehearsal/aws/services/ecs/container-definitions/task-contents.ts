import { hasUnknown, unknown, type Properties } from "../../../../protocol/wire";
import { cpuUnits, inContainer, isGiven, mebibytes, onFargate, type Container } from "./containers";
import { objectsIn, quoted } from "../../../rule";

/** Amazon ECS service quotas: both are the same for every account. */
const quotas = { containers: 10, kibibytes: 64 };

/** What is wrong with a task's containers taken together, and with what they expect of the task. */
export const taskProblems = (containers: readonly Container[], inputs: Properties): string[] => [
  ...wholeProblems(containers),
  ...sizeProblems(containers, inputs),
  ...containers.flatMap((container) =>
    [
      ...dependencyProblems(container, containers),
      ...mountProblems(container, inputs),
      ...networkProblems(container, inputs),
    ].map((reason) => inContainer(container, reason)),
  ),
  ...cycleProblems(containers),
  ...sharedPortProblems(containers, inputs),
];

function wholeProblems(containers: readonly Container[]): string[] {
  const problems: string[] = [];
  if (!containers.some(({ essential }) => essential !== false)) problems.push("no container is essential");
  const names = containers.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) problems.push(`two containers are named ${quoted(twice)}`);
  if (containers.length > quotas.containers)
    problems.push(`a task has ${quotas.containers} containers at most, found ${containers.length}`);
  const size = Buffer.byteLength(JSON.stringify(containers));
  if (size > quotas.kibibytes * 1024)
    problems.push(
      `the container definitions have ${size} bytes; a task definition has ${quotas.kibibytes} KiB at most`,
    );
  return problems;
}

/** Amazon ECS API Reference, ContainerDefinition: cpu, memory and memoryReservation against those of the task. */
function sizeProblems(containers: readonly Container[], { cpu, memory, ...inputs }: Properties): string[] {
  const [units, mebibytesOfTask] = [cpuUnits(cpu) ?? Infinity, mebibytes(memory) ?? Infinity];
  const sum = (values: readonly (number | undefined)[]) => values.reduce<number>((all, one) => all + (one ?? 0), 0);
  const reserved = sum(containers.map((container) => container.memoryReservation ?? container.memory));
  const usedCpu = sum(containers.map((container) => container.cpu));
  const problems = containers
    .filter((container) => (container.memory ?? 0) > mebibytesOfTask)
    .map((container) =>
      inContainer(container, `memory ${container.memory} is greater than the task's ${mebibytesOfTask}`),
    );
  if (problems.length === 0 && reserved > mebibytesOfTask)
    problems.push(`the containers reserve ${reserved} MiB of memory together; the task has ${mebibytesOfTask}`);
  if (usedCpu > units) problems.push(`the containers have cpu ${usedCpu} together; the task has ${units}`);
  const mayNeedNone = onFargate(inputs) || hasUnknown(inputs.requiresCompatibilities);
  if ((memory === undefined || memory === null) && !mayNeedNone) {
    const without = containers.filter((container) => !container.memory && !container.memoryReservation);
    problems.push(
      ...without.map((one) => inContainer(one, "memory or memoryReservation is needed, or a task's memory")),
    );
  }
  return problems;
}

/** Amazon ECS API Reference, ContainerDependency. */
const dependencyProblems = ({ name, dependsOn = [] }: Container, all: readonly Container[]): string[] =>
  dependsOn.flatMap(({ containerName, condition = "" }) => {
    const other = all.find((container) => container.name === containerName);
    if (!other || containerName === name)
      return [`depends on ${quoted(containerName)}, which is no other container of the task`];
    if (condition === "HEALTHY" && !other.healthCheck)
      return [`waits until ${quoted(containerName)} is healthy, which has no health check`];
    if (["SUCCESS", "COMPLETE"].includes(condition) && other.essential !== false)
      return [`waits for the end of ${quoted(containerName)}, which is essential`];
    return [];
  });

/** Containers that wait for each other never start. */
function cycleProblems(containers: readonly Container[]): string[] {
  const needs = new Map(
    containers.map(({ name, dependsOn = [] }) => [name, dependsOn.map(({ containerName }) => containerName)]),
  );
  const reached = (from: string | undefined, seen: Set<string | undefined>): Set<string | undefined> => {
    for (const next of needs.get(from) ?? []) if (!seen.has(next)) reached(next, seen.add(next));
    return seen;
  };
  const circular = [...needs.keys()].filter(
    (name) => !needs.get(name)!.includes(name) && reached(name, new Set()).has(name),
  );
  return circular.length > 0 ? [`the containers ${circular.join(", ")} wait for each other`] : [];
}

function mountProblems({ mountPoints = [] }: Container, inputs: Properties): string[] {
  const volumes = objectsIn(inputs.volumes).map((volume) => volume.name);
  const allKnown = inputs.volumes !== unknown && !volumes.includes(unknown);
  return mountPoints.flatMap(({ sourceVolume = "", containerPath = "" }) => [
    ...(!allKnown || volumes.includes(sourceVolume) ? [] : [`the task has no volume ${quoted(sourceVolume)}`]),
    // Windows containers mount below a drive.
    ...(/^(\/|[A-Za-z]:\\)/.test(containerPath) ? [] : [`mount path ${quoted(containerPath)} must begin with /`]),
  ]);
}

/** Amazon ECS API Reference, ContainerDefinition: hostname, links, extraHosts; PortMapping: hostPort. */
function networkProblems(container: Container, { networkMode }: Properties): string[] {
  const { hostname, links, extraHosts, portMappings = [] } = container;
  if (networkMode === "none") return portMappings.length > 0 ? ['network mode "none" has no port mappings'] : [];
  if (networkMode !== "awsvpc" && networkMode !== "host") return [];
  const moved = portMappings.filter(({ hostPort, containerPort }) => hostPort && hostPort !== containerPort);
  const problems = moved.map(
    ({ hostPort, containerPort }) =>
      `hostPort ${hostPort} must equal containerPort ${containerPort} with ${networkMode}`,
  );
  if (networkMode === "host") return problems;
  const unsupported = Object.entries({ hostname, links, extraHosts }).filter(([, value]) => isGiven(value));
  return [...problems, ...unsupported.map(([member]) => `network mode "awsvpc" has no ${member}`)];
}

/** Containers of one network, or of one host, cannot listen on the same port. */
function sharedPortProblems(containers: readonly Container[], { networkMode }: Properties): string[] {
  const together = networkMode === "awsvpc" || networkMode === "host";
  const taken = containers.flatMap(({ name, portMappings = [] }) =>
    portMappings.flatMap(({ hostPort, containerPort, containerPortRange, protocol = "tcp" }) => {
      const [first, last] = together && containerPortRange ? containerPortRange.split("-").map(Number) : [];
      const port = hostPort || (together ? containerPort : 0) || 0;
      return [{ name, protocol, first: first ?? port, last: last ?? port }].filter((ports) => ports.first > 0);
    }),
  );
  return taken.flatMap((ports, index) => {
    const other = taken
      .slice(0, index)
      .find(({ protocol, first, last }) => protocol === ports.protocol && first <= ports.last && ports.first <= last);
    const which = ports.first === ports.last ? `${ports.first}` : `${ports.first}-${ports.last}`;
    return other
      ? [`containers ${quoted(other.name)} and ${quoted(ports.name)} both have the port ${which}/${ports.protocol}`]
      : [];
  });
}
