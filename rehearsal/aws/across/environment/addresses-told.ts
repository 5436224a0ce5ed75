import { guide } from "../../source";
import type { SimulatedCloud } from "../../../protocol/cloud";
import type { ResourceNode } from "../../../protocol/graph";
import { containersOf, taskDefinition } from "../../services/ecs/container-definitions/containers";
import { ofType, refuse, type Rule } from "../../rule";

/** Where something of the program answers, once it is known. */
interface Answering {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Its only scheme, where it has one. */
  readonly scheme?: string;
}

const database = "aws:rds/instance:Instance";
const domain = "aws:opensearch/domain:Domain";

function answeringAt({ type, urn, name, inputs, ...node }: ResourceNode, cloud: SimulatedCloud): Answering[] {
  const outputs = node.outputs ?? cloud.madeBy(urn)?.outputs;
  const host = type === database ? outputs?.address : outputs?.endpoint;
  if (typeof host !== "string" || host === "") return [];
  if (type === database) return [{ name: `database ${name}`, host, port: Number(outputs?.port ?? inputs?.port) }];
  // A domain in a VPC answers on 443 (Amazon OpenSearch Service Developer Guide, "VPC support").
  return [{ name: `search domain ${name}`, host, port: 443, scheme: "https" }];
}

/**
 * Names of variables follow one another: DB_HOST and DB_PORT, ELASTICSEARCH_HOST, _PORT and _SCHEME. A variable whose
 * value is an address of the program tells which its neighbours belong to.
 */
export const addressesTold: Rule = {
  name: "addresses-told",
  refuses: "a container that gets another port or scheme than the database or search domain of that address has",
  source: guide(
    "Amazon OpenSearch Service Developer Guide, VPC support",
    "opensearch-service/latest/developerguide/vpc",
  ),
  graph: (task, graph, cloud) => {
    if (task.type !== taskDefinition) return [];
    const answering = ofType(graph.sources(task.urn, "containerDefinitions"), database, domain).flatMap((node) =>
      answeringAt(node, cloud),
    );
    return containersOf(task.inputs).flatMap(({ name: container = "", environment = [] }) => {
      const told = new Map(environment.map(({ name = "", value = "" }) => [name, value]));
      return answering.flatMap((one) =>
        [...told]
          .flatMap(([name, value]) => wrongAbout(one, name, value, told))
          .flatMap((reason) => refuse("containerDefinitions", `container ${container}: ${reason}`)),
      );
    });
  },
};

function wrongAbout(one: Answering, name: string, value: string, told: ReadonlyMap<string, string>): string[] {
  const { host, port, scheme } = one;
  const isHost = name.endsWith("HOST");
  if (isHost && value.startsWith(`${host}:`))
    return [`${name} is the address of ${one.name} with its port; the address alone belongs there`];
  const inside = value.includes(`${host}:`) ? /^\d+/.exec(value.split(`${host}:`)[1]!)?.[0] : undefined;
  if (inside !== undefined && Number(inside) !== port)
    return [`${name} names port ${inside} of ${one.name}, which answers on ${port}`];
  if (!isHost || value !== host) return [];
  const beside = (word: string) => told.get(name.replace(/HOST$/, word));
  const [toldPort, toldScheme] = [beside("PORT"), beside("SCHEME")];
  return [
    ...(toldPort !== undefined && Number(toldPort) !== port
      ? [`${name.replace(/HOST$/, "PORT")} is ${toldPort}, and ${one.name} answers on ${port}`]
      : []),
    ...(toldScheme !== undefined && scheme !== undefined && toldScheme !== scheme
      ? [`${name.replace(/HOST$/, "SCHEME")} is ${toldScheme}, and ${one.name} answers ${scheme} only`]
      : []),
  ];
}
