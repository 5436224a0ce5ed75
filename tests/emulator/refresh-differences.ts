import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { RehearsalSession, Run } from "../../rehearsal/engine/session";

/** Differences that a refresh reports although nobody changed anything: what the emulator forgets or answers otherwise. */
const emulatorsOwn: readonly {
  readonly type: string;
  readonly properties: readonly string[];
  readonly reason: string;
}[] = [
  {
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    properties: ["description"],
    reason: "moto 5.2.5 reads a rule's description from its address range, which a rule that names a group has not",
  },
  {
    type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    properties: ["description"],
    reason: "the same",
  },
];

const isEmulatorsOwn = (type: string, property: string): boolean =>
  emulatorsOwn.some((own) => own.type === type && own.properties.includes(property));

type Metadata = NonNullable<EngineEvent["resOutputsEvent"]>["metadata"];

/** A value without what is empty: the provider writes an empty list for what it first left out, and the other way round. */
const withoutEmpty = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value === "" || value === null ? undefined : value;
  const kept = Object.entries(value)
    .map(([name, inner]) => [name, withoutEmpty(inner)] as const)
    .filter(([, inner]) => inner !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
};

const same = (left: unknown, right: unknown) =>
  JSON.stringify(withoutEmpty(left)) === JSON.stringify(withoutEmpty(right));

/**
 * What a refresh found changed of what the program says. The engine tells when it has read the resource, not when it
 * begins to. Other outputs change without anybody's doing: a role lists the policies that were made after it, a route
 * table its routes, an address its gateway.
 */
const differencesOf = ({ type, old, new: read }: Metadata): string[] => {
  if (!read) return [`${type} is gone`];
  return Object.keys(old?.inputs ?? {})
    .filter((property) => !property.startsWith("__"))
    .filter((property) => !same(old?.outputs?.[property], read.outputs?.[property]))
    .filter((property) => !isEmulatorsOwn(type, property))
    .map((property) => `${type}.${property}`);
};

/** Refreshes, and returns what was found changed, less the emulator's own, as `type.property`. */
export const refreshDifferences = async (session: RehearsalSession): Promise<string[]> => {
  const found = new Set<string>();
  await session.refresh({
    onEvent: ({ resOutputsEvent }) => {
      if (resOutputsEvent?.metadata.type.startsWith("aws:"))
        for (const difference of differencesOf(resOutputsEvent.metadata)) found.add(difference);
    },
  });
  return [...found].sort();
};

/** The steps of a run after a refresh, less those that bring back what the emulator forgot. */
export const ownChanges = (run: Run): string[] =>
  run.changes
    .filter(({ type, diffs }) => diffs.length === 0 || diffs.some((property) => !isEmulatorsOwn(type, property)))
    .map(({ op, type }) => `${op} ${type}`);
