import type { Properties } from "../../../../protocol/wire";
import type { Container } from "./containers";
import { logProblems } from "./log-options";
import { leaves, quoted } from "../../../rule";
import { referenceProblem } from "./secret-references";

/**
 * Member → least and most (Amazon ECS API Reference: ContainerDefinition, HealthCheck, PortMapping,
 * ContainerRestartPolicy, LinuxParameters). Docker gives a container no less than 4 MiB of memory.
 */
const ranges: Readonly<Record<string, readonly [least: number, most: number]>> = {
  cpu: [0, Infinity],
  memory: [4, Infinity],
  memoryReservation: [4, Infinity],
  "healthCheck.interval": [5, 300],
  "healthCheck.timeout": [2, 60],
  "healthCheck.retries": [1, 10],
  "healthCheck.startPeriod": [0, 300],
  "portMappings.containerPort": [1, 65535],
  "portMappings.hostPort": [0, 65535],
  "restartPolicy.restartAttemptPeriod": [60, 1800],
  "linuxParameters.swappiness": [0, 100],
};

/** What is wrong with the values of one container, looked at alone. */
export const valueProblems = (container: Container): string[] => [
  ...nameProblems(container),
  ...numberProblems(container),
  ...variableProblems(container),
  ...portProblems(container),
  ...healthCheckProblems(container),
  ...limitProblems(container),
  ...logProblems(container),
];

function nameProblems({ name = "", image, memory, memoryReservation }: Container): string[] {
  const problems: string[] = [];
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name))
    problems.push("the name must have letters, digits, hyphens and underscores only");
  if (image === undefined || image === "" || /\s/.test(image)) problems.push(`image is ${quoted(image)}`);
  if (memory !== undefined && memoryReservation !== undefined && memoryReservation > memory)
    problems.push(`memoryReservation ${memoryReservation} is greater than memory ${memory}`);
  return problems;
}

/** Every number in a container definition is an integer of the API. */
const numberProblems = (container: Container): string[] =>
  leaves(container as Properties).flatMap(({ at, value }) => {
    if (typeof value !== "number") return [];
    const [least, most] = ranges[at] ?? [-Infinity, Infinity];
    if (!Number.isInteger(value)) return [`${at} is ${value}; it must be a whole number`];
    if (value >= least && value <= most) return [];
    return [`${at} is ${value}; allowed: ${most === Infinity ? `${least} or more` : `${least} to ${most}`}`];
  });

function variableProblems({ environment = [], secrets = [], logConfiguration }: Container): string[] {
  const problems: string[] = [];
  for (const { name, value } of environment) {
    if (name === undefined || value === undefined)
      problems.push(`variable ${quoted(name)} must have a text as its value`);
  }
  for (const { name, valueFrom = "" } of [...secrets, ...(logConfiguration?.secretOptions ?? [])]) {
    const problem = referenceProblem(valueFrom);
    if (problem !== undefined) problems.push(`secret ${quoted(name)} ${problem}`);
  }
  const names = [...environment, ...secrets].map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) problems.push(`variable ${quoted(twice)} is given twice`);
  return problems;
}

/** Amazon ECS API Reference, PortMapping. */
const portProblems = ({ portMappings = [] }: Container): string[] =>
  portMappings.flatMap(({ name, containerPort, containerPortRange }) => {
    const problems: string[] = [];
    if (containerPort === undefined && containerPortRange === undefined)
      problems.push("a port mapping needs containerPort or containerPortRange");
    if (name !== undefined && !/^[a-z0-9_][a-z0-9_-]{0,63}$/.test(name))
      problems.push(`port name ${quoted(name)} must have lower-case letters, digits, underscores and hyphens only`);
    if (containerPortRange !== undefined && !isPortRange(containerPortRange))
      problems.push(`containerPortRange is ${quoted(containerPortRange)}; it must be like "8000-8010"`);
    return problems;
  });

function isPortRange(text: string): boolean {
  const [, first = 0, last = 0] = /^(\d+)-(\d+)$/.exec(text)?.map(Number) ?? [];
  return first >= 1 && first < last && last <= 65535;
}

function healthCheckProblems({ healthCheck }: Container): string[] {
  return healthCheck && !["CMD", "CMD-SHELL"].includes(healthCheck.command?.[0] ?? "")
    ? ["healthCheck.command must begin with CMD or CMD-SHELL"]
    : [];
}

/** Docker raises a soft limit to no more than the hard one; a hard limit below zero is none. */
const limitProblems = ({ ulimits = [] }: Container): string[] =>
  ulimits.flatMap(({ name, softLimit = 0, hardLimit = 0 }) =>
    hardLimit >= 0 && softLimit > hardLimit
      ? [`ulimit ${quoted(name)} has softLimit ${softLimit} above hardLimit ${hardLimit}`]
      : [],
  );
