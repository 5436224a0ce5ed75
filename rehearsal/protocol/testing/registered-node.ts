import type { ResourceNode } from "../graph";

/** A resource as a program registers it that depends on nothing. */
export const registeredNode = (type: string, name: string, more: Partial<ResourceNode> = {}): ResourceNode => ({
  urn: `urn:pulumi:dev::project::${type}::${name}`,
  type,
  name,
  parent: "",
  custom: true,
  provider: "",
  dependencies: [],
  propertyDependencies: {},
  ...more,
});
