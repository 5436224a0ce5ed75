import { isRecord } from "../../problems/record";
import type { EnvironmentChange, EnvironmentEntry } from "./document";
import { recordsInJson } from "./masking";
import { nameOf, type StateResource } from "./state";

/** Variables by container. */
export type Environments = Record<string, EnvironmentEntry[]>;

/** A container as its task definition has it. */
export type ContainerDefinition = Readonly<Record<string, unknown>>;

const taskDefinitionType = "aws:ecs/taskDefinition:TaskDefinition";
const secretType = "aws:secretsmanager/secret:Secret";

/**
 * The containers of the state's task definitions: a task's main container under its own name, its steps and sidecars as
 * `<main>.<name>`.
 */
export const containersOf = (resources: readonly StateResource[]): Map<string, ContainerDefinition> => {
  const found = new Map<string, ContainerDefinition>();
  for (const task of resources.filter((resource) => resource.type === taskDefinitionType)) {
    const containers = recordsInJson(task.inputs?.containerDefinitions);
    const main = mainContainer(containers);
    for (const container of containers) {
      const key = container.name === main ? main : `${main}.${String(container.name)}`;
      found.set(found.has(key) ? `${nameOf(task.urn)}.${String(container.name)}` : key, container);
    }
  }
  return found;
};

/** The environment that each container gets, secrets as the secret's name. */
export const environmentsOf = (resources: readonly StateResource[]): Environments => {
  const secrets = secretNames(resources);
  return Object.fromEntries(
    [...containersOf(resources)].map(([key, definition]) => [key, environmentOf(definition, secrets)]),
  );
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

const environmentOf = (definition: ContainerDefinition, secrets: ReadonlyMap<string, string>): EnvironmentEntry[] =>
  [...plainVariables(definition.environment), ...secretVariables(definition.secrets, secrets)].sort((one, other) =>
    one.name < other.name ? -1 : 1,
  );

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
const mainContainer = (containers: readonly ContainerDefinition[]): string => {
  const essential = containers.filter((container) => container.essential !== false);
  const variables = ({ environment, secrets }: ContainerDefinition) => listLength(environment) + listLength(secrets);
  const candidates = essential.length > 0 ? essential : containers;
  const [main] = [...candidates].sort((one, other) => variables(other) - variables(one));
  return String(main?.name ?? "");
};

const listLength = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

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
