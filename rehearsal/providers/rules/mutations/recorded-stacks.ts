import path from "node:path";
import { RehearsalSession } from "../../../engine/session";
import type { StackValue } from "../../../engine/stack-file";
import type { SimulatedCloud } from "../../cloud";
import { ResourceGraph, type ResourceNode } from "../../graph";
import type { Properties } from "../../wire";
import { checkProblems, graphProblems } from "..";
import type { Mutation, Phase, RecordedStackName } from "./mutation";

/** The real stack as the engine recorded it: what the rules are asked about, without the engine. */
export interface RecordedStack {
  readonly graph: ResourceGraph;
  readonly cloud: SimulatedCloud;
}

const projectRoot = path.resolve(__dirname, "../../../..");

/** Stack file and changes to it, so that between them the stacks meet every rule. */
const stacks: Readonly<Record<RecordedStackName, { file: string; config: Readonly<Record<string, StackValue>> }>> = {
  dev: { file: "Pulumi.dev.yaml", config: { "openmetadata:search.serviceLinkedRole": "create" } },
  isolated: {
    file: "Pulumi.dev.yaml",
    config: {
      "openmetadata:network.nat": "none",
      "openmetadata:images.mirror": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/mirror",
    },
  },
  prod: { file: "Pulumi.prod.yaml", config: {} },
};

/** Runs a stack on the engine and keeps what it recorded in each phase. */
export async function recordStack(name: RecordedStackName): Promise<Record<Phase, RecordedStack>> {
  const { file, config } = stacks[name];
  const session = await RehearsalSession.start({ stackFile: path.join(projectRoot, file) });
  try {
    for (const [key, value] of Object.entries(config)) session.setConfig(key, value);
    const { cloud } = session;
    await session.preview();
    const first = session.graph;
    await session.up();
    await session.preview();
    return { "first preview": { graph: first, cloud }, "after up": { graph: session.graph, cloud } };
  } finally {
    await session.dispose();
  }
}

/** What the rules refuse of a recorded stack, each with its rule's name, once a mutation is made in it. */
export function refusals({ graph, cloud }: RecordedStack, mutation?: Mutation): string[] {
  const changed = new ResourceGraph();
  const touched = graph.all().filter((node) => mutation !== undefined && isMeant(node, mutation));
  if (mutation && touched.length === 0)
    throw new Error(`the stack has no ${String(mutation.type)} for: ${mutation.what}`);
  const absent = new Set(mutation?.absent ? touched.map(({ urn }) => urn) : []);
  for (const node of graph.all().filter(({ urn }) => !absent.has(urn))) {
    changed.add(
      withoutDependencies(touched.includes(node) ? mutated(node, mutation!) : node, (urn) => absent.has(urn)),
    );
  }
  const checked = changed.all().flatMap(({ urn, type, name, inputs }) =>
    inputs === undefined
      ? []
      : checkProblems({
          ...{ urn, type, name, inputs, preview: true, cloud, graph: changed },
          configuration: { region: "eu-west-1" },
        }),
  );
  return [...checked, ...graphProblems(changed, cloud)].map(({ reason }) => reason);
}

const isMeant = (node: ResourceNode, { type, name }: Mutation): boolean =>
  (typeof type === "string" ? node.type === type : type.test(node.type)) && (name?.test(node.name) ?? true);

function mutated(node: ResourceNode, { inputs, without }: Mutation): ResourceNode {
  const changed = inputs && node.inputs ? withInputs(node, inputs(node.inputs)) : node;
  return without ? withoutDependencies(changed, (urn) => without.test(typeOf(urn))) : changed;
}

/** An input that is gone takes along the dependencies that it alone brought. */
function withInputs(node: ResourceNode, inputs: Properties): ResourceNode {
  const kept = Object.entries(node.propertyDependencies).filter(([property]) => property in inputs);
  const brought = (entries: readonly [string, string[]][]) => new Set(entries.flatMap(([, urns]) => urns));
  const [before, after] = [brought(Object.entries(node.propertyDependencies)), brought(kept)];
  return {
    ...node,
    inputs,
    propertyDependencies: Object.fromEntries(kept),
    dependencies: node.dependencies.filter((urn) => !before.has(urn) || after.has(urn)),
  };
}

function withoutDependencies(node: ResourceNode, gone: (urn: string) => boolean): ResourceNode {
  const stay = (urns: readonly string[]) => urns.filter((urn) => !gone(urn));
  return {
    ...node,
    dependencies: stay(node.dependencies),
    propertyDependencies: Object.fromEntries(
      Object.entries(node.propertyDependencies).map(([property, urns]) => [property, stay(urns)]),
    ),
  };
}

const typeOf = (urn: string): string => urn.split("::")[2]?.split("$").pop() ?? "";
