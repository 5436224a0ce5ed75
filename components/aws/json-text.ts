import * as pulumi from "@pulumi/pulumi";

/** Where an output's value belongs in a copy, by its index among the outputs. */
class Place {
  constructor(readonly index: number) {}
}

type Outputs = Map<pulumi.Input<unknown>, Place>;

function placeOf(output: pulumi.Input<unknown>, outputs: Outputs): Place {
  const place = outputs.get(output) ?? new Place(outputs.size);
  outputs.set(output, place);
  return place;
}

function copyWithPlaces(value: unknown, outputs: Outputs): unknown {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return placeOf(value, outputs);
  if (Array.isArray(value)) return value.map((item) => copyWithPlaces(item, outputs));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copyWithPlaces(inner, outputs)]));
}

/**
 * JSON text of a value with outputs anywhere in it; unknown, or secret, as soon as one of them is. The same text as
 * `pulumi.jsonStringify` makes, which turns each member into an output with promises of its own first, also the hundreds
 * of plain texts in container definitions.
 */
export function jsonText(value: unknown): pulumi.Output<string> {
  const outputs: Outputs = new Map();
  const copy = copyWithPlaces(value, outputs);
  return pulumi
    .all([...outputs.keys()])
    .apply((values) =>
      JSON.stringify(copy, (_name, inner: unknown) => (inner instanceof Place ? values[inner.index] : inner)),
    );
}
