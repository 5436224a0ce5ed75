import type { EnvironmentChange, EnvironmentEntry } from "../document";
import { isRecord, recordsInJson } from "./masking";
import { nameOf, type StateResource } from "./state";

/** Variables by container. */
export type Environments = Record<string, EnvironmentEntry[]>;

interface Container {
  readonly name: string;
  readonly essential: boolean;
  readonly environment: readonly EnvironmentEntry[];
}

const taskDefinitionType = "aws:ecs/taskDefinition:TaskDefinition";
const secretType = "aws:secretsmanager/secret:Secret";

/** The environment that each container of the state's task definitions gets, secrets as the secret's name. */
export const environmentsOf = (resources: readonly StateResource[]): Environments => {
  const secrets = secretNames(resources);
  const environments: Environments = {};
  for (const task of resources.filter((resource) => resource.type === taskDefinitionType)) {
    const containers = containersOf(task, secrets);
    const main = mainContainer(containers);
    for (const container of containers) {
      const key = container.name === main ? main : `${main}.${container.name}`;
      environments[key in environments ? `${nameOf(task.urn)}.${container.name}` : key] = [...container.environment];
    }
  }
  return environments;
};

/** ARN of every secret in the state and the name it has in the program. */
const secretNames = (resources: readonly StateResource[]): Map<string, string> => {
  const names = new Map<string, string>();
  for (const resource of resources) {
    if (resource.type !== secretType) continue;
    for (const arn of [resource.outputs?.arn, resource.id])
      if (typeof arn === "string") names.set(arn, nameOf(resource.urn));
  }
  return names;
};

const containersOf = (task: StateResource, secrets: ReadonlyMap<string, string>): Container[] =>
  recordsInJson(task.inputs?.containerDefinitions).map((definition) => ({
    name: String(definition.name),
    essential: definition.essential !== false,
    environment: [...plainVariables(definition.environment), ...secretVariables(definition.secrets, secrets)].sort(
      (one, other) => (one.name < other.name ? -1 : 1),
    ),
  }));

const plainVariables = (list: unknown): EnvironmentEntry[] =>
  Array.isArray(list)
    ? list.filter(isRecord).map(({ name, value }) => ({ name: String(name), value: String(value ?? "") }))
    : [];

const secretVariables = (list: unknown, secrets: ReadonlyMap<string, string>): EnvironmentEntry[] =>
  Array.isArray(list)
    ? list
        .filter(isRecord)
        .map(({ name, valueFrom }) => ({ name: String(name), secret: secretName(String(valueFrom), secrets) }))
    : [];

/** `valueFrom` is an ARN, with `:key:stage:version` behind it when one key of a JSON secret is meant. */
const secretName = (valueFrom: string, secrets: ReadonlyMap<string, string>): string => {
  const parts = valueFrom.split(":");
  const name = secrets.get(parts.slice(0, 7).join(":")) ?? secrets.get(valueFrom);
  if (!name) return valueFrom;
  return parts[7] ? `${name} (${parts[7]})` : name;
};

/** The container that the task is for: the essential one with the most variables; steps and sidecars have few. */
const mainContainer = (containers: readonly Container[]): string => {
  const essential = containers.filter((container) => container.essential);
  const candidates = essential.length > 0 ? essential : containers;
  const [main] = [...candidates].sort((one, other) => other.environment.length - one.environment.length);
  return main?.name ?? "";
};

/** What differs between two states of the same stack, container by container. */
export const environmentChanges = (base: Environments, head: Environments): EnvironmentChange[] => {
  const changes: EnvironmentChange[] = [];
  for (const container of sorted([...Object.keys(base), ...Object.keys(head)])) {
    const before = byName(base[container]);
    const after = byName(head[container]);
    for (const name of sorted([...before.keys(), ...after.keys()])) {
      const change = variableChange(container, name, before.get(name), after.get(name));
      if (change) changes.push(change);
    }
  }
  return changes;
};

const variableChange = (
  container: string,
  name: string,
  before: EnvironmentEntry | undefined,
  after: EnvironmentEntry | undefined,
): EnvironmentChange | undefined => {
  if (!before) return { container, name, kind: "add", after };
  if (!after) return { container, name, kind: "delete", before };
  return JSON.stringify(before) === JSON.stringify(after)
    ? undefined
    : { container, name, kind: "update", before, after };
};

const byName = (entries: readonly EnvironmentEntry[] = []) => new Map(entries.map((entry) => [entry.name, entry]));
const sorted = (names: readonly string[]) => [...new Set(names)].sort();
