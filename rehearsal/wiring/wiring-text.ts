import type { InProcessRun } from "../in-process/run";
import type { ResourceNode } from "../protocol/graph";
import { kindOf, Origins, registrationOf, type Registration, shortName, withoutPrefix } from "./origins";
import { inputLines } from "./resources";

/** A resource of the text: its heading and the lines below it. */
export type Wiring = ReadonlyMap<string, readonly string[]>;

const project = "openmetadata";
const oneLineUpTo = 150;

/** What every input of a run refers to: by the resource and its property where the value was made by a provider. */
export function wiringOf({ graph, cloud, stackName, region, secrets }: InProcessRun): Wiring {
  const prefix = `${project}-${stackName}`;
  const given = new Map([
    [cloud.accountId, "ACCOUNT"],
    [region, "REGION"],
    ...[...secrets].map(([text, at]) => [text, `config ${at}`] as const),
  ]);
  const origins = new Origins(graph, prefix, given);
  const nodes = graph.all().filter(({ custom }) => custom);
  const entries = nodes.map((node): [string, string[]] => {
    const said = registrationOf(node);
    const named = (line: string) => origins.named(line).replaceAll(prefix, "STACK");
    const lines = [...inputLines(said).map(named), ...optionLines(said, nodes, prefix)];
    return [`${kindOf(node.type)} ${withoutPrefix(node.name, prefix)}`.trim(), lines];
  });
  return new Map(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function optionLines(said: Registration, nodes: readonly ResourceNode[], prefix: string): string[] {
  const byInputs = new Set(Object.values(said.from).flat());
  const explicit = new Set(said.dependencies.filter((urn) => !byInputs.has(urn)));
  return [
    ...afterLines(explicit, nodes, prefix),
    ...(said.protect ? ["protected"] : []),
    ...(said.retainOnDelete ? ["kept when it is deleted"] : []),
    ...(said.deletedWith
      ? [`goes with ${nodes.filter(({ urn }) => urn === said.deletedWith).map((one) => shortName(one, prefix))}`]
      : []),
    ...(said.ignoreChanges.length > 0 ? [`ignores changes of ${said.ignoreChanges.join(", ")}`] : []),
  ];
}

/** What a resource waits for besides what its inputs come from; all of a kind in one word. */
function afterLines(explicit: ReadonlySet<string>, nodes: readonly ResourceNode[], prefix: string): string[] {
  if (explicit.size > 0 && nodes.filter(({ urn }) => !explicit.has(urn)).length <= 1)
    return ["waits for everything else"];
  const types = [...new Set(nodes.filter(({ urn }) => explicit.has(urn)).map(({ type }) => type))].sort();
  return types.map((type) => {
    const all = nodes.filter((node) => node.type === type);
    const meant = all.filter(({ urn }) => explicit.has(urn));
    const every = meant.length === all.length && all.length > 1;
    const names = meant.map((one) => shortName(one, prefix)).sort();
    return `waits for ${every ? `every ${kindOf(type)}` : names.join(", ")}`;
  });
}

const block = (heading: string, lines: readonly string[]): string => {
  const whole = `${heading}  ${lines.join("; ")}`;
  return lines.length === 0 || whole.length <= oneLineUpTo
    ? whole.trimEnd()
    : [heading, ...lines.map((line) => `  ${line}`)].join("\n");
};

/** The whole of a stack's wiring. */
export const wholeText = (wiring: Wiring): string =>
  [...wiring].map(([heading, lines]) => block(heading, lines)).join("\n");

/** Lines that are in one and not in the other, each as often as it is there more. */
function more(lines: readonly string[], than: readonly string[]): string[] {
  const rest = [...than];
  return lines.filter((line) => {
    const at = rest.indexOf(line);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/** A stack's wiring as what it has more (+) and less (-) than another's. */
export function differenceText(wiring: Wiring, base: Wiring): string {
  const headings = [...new Set([...base.keys(), ...wiring.keys()])].sort();
  return headings
    .flatMap((heading) => {
      const [before, now] = [base.get(heading), wiring.get(heading)];
      if (now === undefined) return [`- ${heading}`];
      if (before === undefined)
        return block(heading, now)
          .split("\n")
          .map((line) => `+ ${line}`);
      const lines = [
        ...more(before, now).map((line) => `-   ${line}`),
        ...more(now, before).map((line) => `+   ${line}`),
      ];
      if (lines.length === 0) return before.join("\n") === now.join("\n") ? [] : [`~ ${heading}: another order`];
      return [`~ ${heading}`, ...lines];
    })
    .join("\n");
}
