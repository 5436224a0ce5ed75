import * as pulumi from "@pulumi/pulumi";

const placeholder = /\$\{outputs\.([A-Za-z]+)((?:\.[A-Za-z]+)*)\}/g;

/**
 * The handbook with the stack's own values: `${outputs.a.b}` is replaced, a list becomes bullets. Pulumi Cloud would
 * replace them when it shows the page; `pulumi stack output readme` prints them unchanged.
 */
export function stackReadme(
  template: string,
  outputs: Readonly<Record<string, pulumi.Input<unknown>>>,
): pulumi.Output<string> {
  const names = [...new Set([...template.matchAll(placeholder)].map(([, name]) => name as string))];
  const unknown = names.filter((name) => !(name in outputs));
  if (unknown.length > 0)
    throw new Error(`Pulumi.README.md names outputs that the stack does not have: ${unknown.join(", ")}`);
  const wanted = Object.fromEntries(names.map((name) => [name, outputs[name]]));
  return pulumi.output(wanted).apply((known) =>
    template.replace(placeholder, (_whole, name: string, below: string) =>
      textOf(
        below
          .split(".")
          .slice(1)
          .reduce(member, (known as Record<string, unknown>)[name]),
      ),
    ),
  );
}

const member = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "Nothing." : value.map((item) => `- ${item}`).join("\n");
  return value === null || value === undefined ? "(none)" : String(value);
}
