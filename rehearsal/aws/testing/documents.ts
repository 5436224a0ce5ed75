import { objectsIn, parsed } from "../rule";
import type { Properties, Value } from "../../protocol/wire";

type Rewrite = (inputs: Properties) => Properties;

/** Rewrites the text of some inputs, where it is known. */
export const inText =
  (properties: readonly string[], rewrite: (text: string) => string): Rewrite =>
  (inputs) => ({
    ...inputs,
    ...Object.fromEntries(
      properties.flatMap((property): [string, Value][] => {
        const text = inputs[property];
        return typeof text === "string" ? [[property, rewrite(text)]] : [];
      }),
    ),
  });

export const replacing = (property: string, from: string | RegExp, to: string): Rewrite =>
  inText([property], (text) => text.replaceAll(from, to));

type Json = Record<string, unknown>;

/** Rewrites each statement of the policy documents in some inputs. */
export const inStatements = (properties: readonly string[], rewrite: (statement: Json) => Json): Rewrite =>
  inText(properties, (text) => {
    const { Statement, ...rest } = parsed(text) as Json & { Statement: Json[] };
    return JSON.stringify({ ...rest, Statement: Statement.map(rewrite) });
  });

/** Rewrites each container of a task definition. */
export const inContainers = (rewrite: (container: Json) => Json): Rewrite =>
  inText(["containerDefinitions"], (text) => JSON.stringify((parsed(text) as Json[]).map(rewrite)));

/** Takes an input away, or sets it. */
export const without =
  (property: string): Rewrite =>
  ({ [property]: _, ...inputs }) =>
    inputs;
export const having =
  (more: Properties): Rewrite =>
  (inputs) => ({ ...inputs, ...more });

/** An input that the recorded stack has, as an object. */
export const inside = (value: Value | undefined): Properties => value as Properties;

type ContainerChange = (container: Properties) => Properties;

/** Changes one container of a recorded task; definitions are known only once everything has been created. */
export const inContainer =
  (name: string, change: ContainerChange) =>
  (inputs: Properties): Properties =>
    withContainers((containers) => containers.map((one) => (one.name === name ? change(one) : one)))(inputs);

/** Changes the list of containers of a recorded task. */
export const withContainers =
  (change: (containers: Properties[]) => Properties[]) =>
  (inputs: Properties): Properties => ({
    ...inputs,
    containerDefinitions: JSON.stringify(change(JSON.parse(String(inputs.containerDefinitions)) as Properties[])),
  });

/** A container's secret variable reads what another variable of the task does. */
export const readingAnother = (name: string, variable: string, other: string) =>
  withContainers((containers) => {
    const read = containers.flatMap(({ secrets }) => objectsIn(secrets)).find((one) => one.name === other)!.valueFrom!;
    return containers.map((one) =>
      one.name === name
        ? {
            ...one,
            secrets: objectsIn(one.secrets).map((it) => (it.name === variable ? { ...it, valueFrom: read } : it)),
          }
        : one,
    );
  });

/** A container's variable has another text. */
export const telling = (name: string, variable: string, text: string) =>
  inContainer(name, (container) => ({
    ...container,
    environment: objectsIn(container.environment).map((one) => (one.name === variable ? { ...one, value: text } : one)),
  }));
