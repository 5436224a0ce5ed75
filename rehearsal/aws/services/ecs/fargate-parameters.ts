import { guide } from "../../source";
import type { Failure } from "../../../protocol/package";
import type { Properties } from "../../../protocol/wire";
import {
  containersOf,
  inContainer,
  isGiven,
  onFargate,
  taskDefinition,
  type Container,
} from "./container-definitions/containers";
import { objectsIn, quoted, refuse, type Rule } from "../../rule";

/**
 * What a container on Fargate cannot use (Amazon ECS Developer Guide, "Task definition differences for Fargate"; API Reference,
 * LinuxParameters). `tmpfs` is missing on purpose: Fargate has it since January 2026. For awsvpc see task-contents.ts.
 */
const unsupported: Readonly<Record<string, (container: Container) => unknown>> = {
  disableNetworking: (container) => container.disableNetworking,
  dnsSearchDomains: (container) => container.dnsSearchDomains,
  dnsServers: (container) => container.dnsServers,
  dockerSecurityOptions: (container) => container.dockerSecurityOptions,
  privileged: (container) => container.privileged,
  "linuxParameters.devices": ({ linuxParameters }) => linuxParameters?.devices,
  "linuxParameters.maxSwap": ({ linuxParameters }) => linuxParameters?.maxSwap,
  "linuxParameters.sharedMemorySize": ({ linuxParameters }) => linuxParameters?.sharedMemorySize,
  "linuxParameters.swappiness": ({ linuxParameters }) => linuxParameters?.swappiness,
};

/** Amazon ECS API Reference, LogConfiguration: logDriver. */
const logDrivers = ["awslogs", "splunk", "awsfirelens"];

/** Amazon ECS API Reference, ContainerDefinition: startTimeout and stopTimeout. */
const timeouts = { least: 2, most: 120 };

/** Amazon ECS API Reference, KernelCapabilities: add. */
const capability = /^(CAP_)?SYS_PTRACE$/;

export const fargateParameters: Rule = {
  name: "fargate-parameters",
  refuses: "a parameter of a task or of its containers that Fargate does not have",
  source: guide(
    "Amazon ECS Developer Guide, Task definition differences for Fargate",
    "AmazonECS/latest/developerguide/fargate-tasks-services",
  ),
  check: ({ type, inputs }) =>
    type === taskDefinition && onFargate(inputs)
      ? [
          ...taskParameters(inputs),
          ...containersOf(inputs).flatMap((container) =>
            containerParameters(container).map((reason) => ({
              property: "containerDefinitions",
              reason: inContainer(container, reason),
            })),
          ),
        ]
      : [],
};

/** ipcMode, placementConstraints: as `unsupported`; pidMode, volumes: API Reference, TaskDefinition, Volume. */
function taskParameters(inputs: Properties): Failure[] {
  const failures = ["ipcMode", "placementConstraints"]
    .filter((property) => isGiven(inputs[property]))
    .flatMap((property) => refuse(property, `Fargate has no ${property}`));
  if (isGiven(inputs.pidMode) && inputs.pidMode !== "task")
    failures.push(...refuse("pidMode", `pidMode is ${quoted(inputs.pidMode)}; Fargate has task`));
  for (const volume of objectsIn(inputs.volumes)) {
    const names = ["hostPath", "dockerVolumeConfiguration"].filter((property) => isGiven(volume[property]));
    for (const property of names)
      failures.push(...refuse("volumes", `volume ${quoted(volume.name)}: Fargate has no ${property}`));
  }
  return failures;
}

function containerParameters(container: Container): string[] {
  const problems = Object.entries(unsupported)
    .filter(([, value]) => isGiven(value(container)))
    .map(([member]) => `Fargate has no ${member}`);
  const { logConfiguration, linuxParameters, startTimeout, stopTimeout } = container;
  const added = linuxParameters?.capabilities?.add?.filter((name) => !capability.test(name)) ?? [];
  if (added.length > 0) problems.push(`Fargate adds no capability but SYS_PTRACE, found ${added.join(", ")}`);
  for (const [member, seconds] of Object.entries({ startTimeout, stopTimeout })) {
    if (seconds !== undefined && (seconds < timeouts.least || seconds > timeouts.most))
      problems.push(`${member} is ${seconds}; Fargate allows ${timeouts.least} to ${timeouts.most}`);
  }
  const driver = logConfiguration?.logDriver;
  if (driver !== undefined && !logDrivers.includes(driver))
    problems.push(`logDriver is ${quoted(driver)}; Fargate has ${logDrivers.join(", ")}`);
  if (driver === "awslogs" && !logConfiguration?.options?.["awslogs-stream-prefix"])
    problems.push("Fargate needs the log option awslogs-stream-prefix");
  return problems;
}
