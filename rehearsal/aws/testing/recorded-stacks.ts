import path from "node:path";
import { projectDirectory } from "../../../config/project-directory";
import { RehearsalSession } from "../../engine/session";
import { typeOf } from "../../protocol/urn";
import type { StackValue } from "../../engine/stack-file/stack-file";
import { awsPackage } from "../package";
import { SimulatedCloud } from "../../protocol/cloud";
import { changes } from "../../protocol/diff";
import { ResourceGraph, type ResourceNode } from "../../protocol/graph";
import type { Change, Failure, ResourceCall } from "../../protocol/package";
import type { Properties } from "../../protocol/wire";
import { judgeBy } from "../judge";
import { rules } from "../rules";
import type { Slip, Phase, RecordedStackName } from "./slip";

const judge = judgeBy(rules);

/** The real stack as the engine recorded it: what the rules are asked about, without the engine. */
export interface RecordedStack {
  readonly graph: ResourceGraph;
  readonly cloud: SimulatedCloud;
}

/** Stack file and changes to it, so that between them the stacks meet every rule. */
const stacks: Readonly<Record<RecordedStackName, { file: string; config: Readonly<Record<string, StackValue>> }>> = {
  dev: {
    file: "Pulumi.dev.yaml",
    config: {
      "openmetadata:search.serviceLinkedRole": "create",
      "openmetadata:server.ingestionLogs.mode": "create",
    },
  },
  isolated: {
    file: "Pulumi.dev.yaml",
    config: {
      "openmetadata:network.nat": "none",
      "openmetadata:images.mirror": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/mirror",
    },
  },
  prod: { file: "Pulumi.prod.yaml", config: { "openmetadata:server.alarmEmail": "data-team@example.com" } },
};

/** Runs a stack on the engine and keeps what it recorded in each phase. */
export async function recordStack(name: RecordedStackName): Promise<Record<Phase, RecordedStack>> {
  const { file, config } = stacks[name];
  const session = await RehearsalSession.start({ stackFile: path.join(projectDirectory, file) });
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

/** What the rules refuse of a recorded stack, each with its rule's name, once a slip is made in it. */
export function refusals(recorded: RecordedStack, slip?: Slip): string[] {
  const { graph, cloud } = recorded;
  const changed = new ResourceGraph();
  const touched = graph.all().filter((node) => slip !== undefined && isMeant(node, slip));
  if (slip && touched.length === 0) throw new Error(`the stack has no ${String(slip.type)} for: ${slip.what}`);
  const absent = new Set(slip?.absent ? touched.map(({ urn }) => urn) : []);
  for (const node of graph.all().filter(({ urn }) => !absent.has(urn))) {
    changed.add(withoutDependencies(touched.includes(node) ? mutated(node, slip!) : node, (urn) => absent.has(urn)));
  }
  for (const node of slip?.twin ? touched : []) {
    changed.add({ ...mutated(node, slip!), urn: `${node.urn}-twin`, name: `${node.name}-twin` });
  }
  const calls = changed.all().flatMap((node) => callOf(node, recorded, changed) ?? []);
  return [
    ...calls.flatMap((call) => [...judge.check(call), ...judge.relations(call.urn, changed, cloud)]),
    ...calls.filter(({ urn }) => graph.get(urn) === undefined).flatMap(judge.creation),
    ...calls.flatMap((call) => updates(call, graph)).flatMap(judge.change),
    ...graph.all().flatMap((node) => (absent.has(node.urn) ? deletions(node, cloud, absent) : [])),
    ...judge.whole(changed, cloud),
  ].map(({ reason }) => reason);
}

const callOf = ({ urn, type, name, inputs }: ResourceNode, { cloud }: RecordedStack, graph: ResourceGraph) =>
  inputs && {
    urn,
    type,
    name,
    inputs,
    preview: true,
    cloud,
    graph,
    configuration: { region: "eu-west-1" },
  };

/** The update in place that a change of inputs asks for; a replacement is none. */
function updates(call: ResourceCall, before: ResourceGraph): Change[] {
  const oldInputs = before.get(call.urn)?.inputs;
  if (!oldInputs || oldInputs === call.inputs) return [];
  const found = changes(oldInputs, call.inputs, awsPackage.diffRules(call.type, oldInputs, call.inputs));
  return found.length === 0 || found.some(({ replaces }) => replaces) ? [] : [{ ...call, oldInputs }];
}

/** What the account says to a deletion, when everything else that the program leaves out has gone before. */
function deletions({ urn }: ResourceNode, cloud: SimulatedCloud, absent: ReadonlySet<string>): Failure[] {
  const left = new SimulatedCloud("");
  for (const thing of cloud.all()) if (thing.urn === urn || !absent.has(thing.urn)) left.put(thing);
  left.remains.push(...cloud.remains);
  return left.all().flatMap((thing) => (thing.urn === urn ? judge.deletion(thing, left) : []));
}

const isMeant = (node: ResourceNode, { type, name }: Slip): boolean =>
  (typeof type === "string" ? node.type === type : type.test(node.type)) && (name?.test(node.name) ?? true);

function mutated(node: ResourceNode, { inputs, without }: Slip): ResourceNode {
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
