import { unknown, type Properties } from "../../protocol/wire";
import type { Entry, Program } from "./given";

/** A container that gets some texts, and more of its definition. */
export const told = (variables: Readonly<Record<string, string>>, more: Properties = {}): Properties => ({
  name: "one",
  image: "image",
  environment: Object.entries(variables).map(([name, value]) => ({ name, value })),
  ...more,
});

/** Secrets of a container, each by the ARN that its variable reads. */
export const reading = (secrets: Readonly<Record<string, string>>): Properties[] =>
  Object.entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom }));

/** Services with a task each, by the containers that these have. */
export function toldProgram(
  tasks: Readonly<Record<string, readonly Properties[]>>,
  { more = {}, inputs = {} }: { readonly more?: Program; readonly inputs?: Properties } = {},
): Program {
  const entries = Object.entries(tasks).flatMap(([name, containers]): [string, Entry][] => [
    [`task-${name}`, ["task", { memory: "2048", containerDefinitions: JSON.stringify(containers), ...inputs }]],
    [name, ["service", { taskDefinition: unknown }, { taskDefinition: [`task-${name}`] }]],
  ]);
  return { ...more, ...Object.fromEntries(entries) };
}
