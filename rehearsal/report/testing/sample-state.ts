import type { StateResource } from "../state";

/** Builds a state as tests need it: a stack, a platform component below it, and what a test adds. */
export const project = "openmetadata";
export const stack = "dev";
export const stackUrn = `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
export const platformUrn = `urn:pulumi:${stack}::${project}::openmetadata:aws:Platform::platform`;

export const urnOf = (type: string, name: string): string => `urn:pulumi:${stack}::${project}::${type}::${name}`;

export const component = (type: string, name: string, parent: string = platformUrn): StateResource => ({
  urn: urnOf(type, name),
  type,
  custom: false,
  parent,
});

export const resource = (
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  more: Partial<StateResource> = {},
): StateResource => ({
  urn: urnOf(type, name),
  type,
  custom: true,
  id: `id-${name}`,
  parent: platformUrn,
  inputs,
  outputs: { ...inputs, arn: `arn:aws:x:us-east-1:123456789012:${name}` },
  ...more,
});

export const sampleStack = (...resources: StateResource[]): StateResource[] => [
  { urn: stackUrn, type: "pulumi:pulumi:Stack", custom: false },
  { urn: platformUrn, type: "openmetadata:aws:Platform", custom: false, parent: stackUrn },
  ...resources,
];

/** A service with its task definition of one container. */
export const sampleService = (
  name: string,
  cpu: string,
  memory: string,
  more: Record<string, unknown> = {},
): StateResource[] => {
  const task = resource("aws:ecs/taskDefinition:TaskDefinition", `${name}-task`, { cpu, memory, ...more });
  const service = resource("aws:ecs/service:Service", name, { taskDefinition: task.outputs?.arn, desiredCount: 1 });
  return [task, { ...service, propertyDependencies: { taskDefinition: [task.urn] } }];
};
