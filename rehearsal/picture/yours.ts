import { environmentsOf } from "../report/environments";
import type { EnvironmentEntry } from "../report/document";
import type { StateResource } from "../report/state";
import type { PictureEdge, PictureNode } from "./model";

/** A service of the stack and the task definition that it runs. */
export interface Caller {
  readonly id: string;
  readonly task: StateResource;
}

/** Something that the stack uses and does not make: its box, and who calls it. */
export interface Yours {
  readonly node: PictureNode;
  readonly edges: readonly PictureEdge[];
}

interface Kind {
  readonly kind: "database" | "search" | "service";
  readonly title: string;
  /** Variables that hold its address, a host or a URL; the first that is set counts. */
  readonly addresses: readonly string[];
  readonly port?: string;
  readonly label: string;
}

/** By the variables in which OpenMetadata and Airflow read where they are: the same for what the stack makes. */
const kinds: readonly Kind[] = [
  { kind: "database", title: "Your database", addresses: ["DB_HOST"], port: "DB_PORT", label: "" },
  {
    kind: "search",
    title: "Your search cluster",
    addresses: ["ELASTICSEARCH_HOST"],
    port: "ELASTICSEARCH_PORT",
    label: "",
  },
  {
    kind: "service",
    title: "Your Airflow",
    addresses: ["PIPELINE_SERVICE_CLIENT_ENDPOINT", "AIRFLOW_HOST"],
    label: "Managed APIs",
  },
];

/** What of the usual parts is not among the stack's own, as the environments of its services tell. */
export const yourParts = (callers: readonly Caller[], isMade: (kind: Kind["kind"]) => boolean): Yours[] => {
  const environments = callers.map(({ id, task }) => ({ id, variables: mainEnvironment(task) }));
  return kinds
    .filter(({ kind }) => !isMade(kind))
    .flatMap((part) => {
      const id = `yours ${part.kind}`;
      const calls = environments.flatMap(({ id: from, variables }) => {
        const address = part.addresses.map((name) => variables.get(name)).find((value) => value);
        return address ? [{ from, ...placeOf(address, variables.get(part.port ?? "")) }] : [];
      });
      const [first] = calls;
      if (!first) return [];
      return [
        {
          node: { id, kind: part.kind, title: part.title, lines: ["not made by this stack", first.host], yours: true },
          edges: calls.map(({ from, port }) => ({ from, to: id, label: [part.label, port].filter(Boolean).join(" ") })),
        },
      ];
    });
};

const mainEnvironment = (task: StateResource): Map<string, string> => {
  const environments = environmentsOf([task]);
  const main = Object.keys(environments).find((name) => !name.includes("."));
  const entries: readonly EnvironmentEntry[] = environments[main ?? ""] ?? [];
  return new Map(entries.map((entry) => [entry.name, "value" in entry ? entry.value : ""]));
};

const placeOf = (address: string, port = ""): { host: string; port: string } => {
  if (!address.includes("://")) return { host: address, port };
  try {
    const { hostname, port: own, protocol } = new URL(address);
    return { host: hostname, port: own || (protocol === "https:" ? "443" : "80") };
  } catch {
    return { host: address, port };
  }
};
