import type { ContainerDefinition } from "@aws-sdk/client-ecs";
import { apiObjects } from "../../../../protocol/shapes/shapes";
import { isProperties, unknown, type Properties, type Value } from "../../../../protocol/wire";
import { valueFailures } from "../../../across/inputs/declared-inputs";
import { remembered } from "../../../remembered";
import { parsed, quoted } from "../../../rule";

export const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

export type Container = ContainerDefinition;

/** A task's containers; none, with the reasons, where the JSON is no list of container definitions. */
export interface ReadContainers {
  readonly containers: readonly Container[];
  readonly problems: readonly string[];
}

const refused = (...problems: string[]): ReadContainers => ({ containers: [], problems });

/**
 * Reads `containerDefinitions` as ECS does: every member by its name and its exact kind. Undefined while unknown. Two
 * mistakes pass in AWS and are refused here: ECS drops an unknown member, and takes tcp for a protocol other than tcp
 * and udp, so that the provider sees a difference in every run (terraform-provider-aws#3645).
 */
export function readContainers(inputs: Properties | undefined): ReadContainers | undefined {
  const definitions = inputs?.containerDefinitions;
  if (!inputs || typeof definitions !== "string") return undefined;
  return containersIn(definitions);
}

/** A dozen rules ask the same of each task definition, many times over. */
const containersIn = remembered((definitions): ReadContainers => {
  const list = withoutNulls(parsed(definitions));
  if (!Array.isArray(list) || list.length === 0)
    return refused("containerDefinitions must be a JSON list with at least one container");
  const walk = { objects: apiObjects("@aws-sdk/client-ecs"), exact: true };
  const problems = list.flatMap((container, index) =>
    isProperties(container)
      ? valueFailures(container, "#ContainerDefinition", walk, "").map(({ reason }) => inContainer(container, reason))
      : [`containerDefinitions[${index}] is no object`],
  );
  return problems.length > 0 ? refused(...problems) : { containers: list as unknown[] as Container[], problems };
});

export const containersOf = (inputs: Properties | undefined): readonly Container[] =>
  readContainers(inputs)?.containers ?? [];

export const inContainer = ({ name }: { name?: unknown }, reason: string): string =>
  `container ${quoted(name)}: ${reason}`;

/** ECS takes null for a member that is left out. */
function withoutNulls(value: unknown): Value | undefined {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map((item) => withoutNulls(item) as Value);
  if (typeof value !== "object" || value === null) return value as Value | undefined;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutNulls(inner) as Value]));
}

export const onFargate = ({ requiresCompatibilities }: Properties): boolean =>
  Array.isArray(requiresCompatibilities) && requiresCompatibilities.includes("FARGATE");

/** Whether a parameter is used: ECS takes what is empty, or off, for left out. What is unknown may be empty. */
export const isGiven = (value: unknown): boolean =>
  ![undefined, null, false, "", 0, unknown].includes(value as null) && !(Array.isArray(value) && value.length === 0);

/** "1024", "1 vCPU" or ".5 vcpu" → CPU units (Amazon ECS API Reference, RegisterTaskDefinition: cpu). */
export const cpuUnits = (value: Value | undefined): number | undefined => amount(value, /^([\d.]+) ?vcpu$/i);

/** "2048", "2 GB" or "0.5GB" → MiB (Amazon ECS API Reference, RegisterTaskDefinition: memory). */
export const mebibytes = (value: Value | undefined): number | undefined => amount(value, /^([\d.]+) ?gb$/i);

function amount(value: Value | undefined, inThousands: RegExp): number | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value).trim();
  const large = inThousands.exec(text)?.[1];
  const found = large === undefined ? Number(text === "" ? NaN : text) : Number(large) * 1024;
  return Number.isFinite(found) ? found : undefined;
}
