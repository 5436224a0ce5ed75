import type { ChangeEntry } from "../../report/document";
import type { StateResource } from "../../report/state";
import type { StateChange } from "../consequences";

type Inputs = Readonly<Record<string, unknown>>;

/** A resource of a small stack `p-s`, for tests; `from` names what a property's value comes from. */
export const resource = (
  type: string,
  name: string,
  inputs: Inputs = {},
  from: Readonly<Record<string, StateResource>> = {},
): StateResource => ({
  urn: `urn:pulumi:s::p::${type}::p-s-${name}`,
  type,
  custom: true,
  id: `${name}-id`,
  inputs,
  outputs: { arn: `arn:aws:x:eu-west-1:123456789012:${name}` },
  propertyDependencies: Object.fromEntries(Object.entries(from).map(([property, { urn }]) => [property, [urn]])),
});

/** The change between two states as the engine would plan it: by what the inputs differ in. */
export const changeBetween = (
  base: readonly StateResource[],
  head: readonly StateResource[],
  replaceKeys: Readonly<Record<string, readonly string[]>> = {},
): StateChange => {
  const [before, after] = [base, head].map((side) => new Map(side.map((one) => [one.urn, one]))) as [
    Map<string, StateResource>,
    Map<string, StateResource>,
  ];
  const entry = (urn: string): ChangeEntry[] => {
    const [old, current] = [before.get(urn), after.get(urn)];
    const { type } = (old ?? current)!;
    const [one, other] = [old?.inputs ?? {}, current?.inputs ?? {}];
    const paths = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
      (path) => JSON.stringify(one[path]) !== JSON.stringify(other[path]),
    );
    const keys = paths.filter((path) => (replaceKeys[type] ?? []).includes(path));
    if (old && current && paths.length === 0) return [];
    return [
      {
        urn,
        type,
        op: !old ? "create" : !current ? "delete" : keys.length > 0 ? "replace" : "update",
        replaceKeys: keys,
        properties:
          old && current
            ? paths.map((path) => ({
                path,
                kind: "update" as const,
                replaces: keys.includes(path),
                before: one[path],
                after: other[path],
              }))
            : [],
      },
    ];
  };
  return { base, head, changes: [...new Set([...before.keys(), ...after.keys()])].flatMap(entry), prefix: "p-s-" };
};
