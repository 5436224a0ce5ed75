import { isRecord } from "../../problems/record";
import type { NodeKind } from "./model";

/** `:8080 :8081` of a container's port mappings. */
export const portsOf = (mappings: unknown): string =>
  (Array.isArray(mappings) ? mappings.filter(isRecord) : [])
    .map(({ containerPort }) => `:${String(containerPort)}`)
    .join(" ");

/** Title and lines of a box that holds data. */
export const dataTexts = (kind: NodeKind, inputs: Readonly<Record<string, unknown>>): string[] => {
  const cluster = isRecord(inputs.clusterConfig) ? inputs.clusterConfig : {};
  if (kind === "search") {
    const nodes = Number(cluster.instanceCount ?? 1);
    return [
      String(inputs.engineVersion ?? "OpenSearch").replace("_", " "),
      `${nodes} × ${String(cluster.instanceType)}`,
      "encrypted",
    ];
  }
  const engine = { postgres: "PostgreSQL", mysql: "MySQL" }[String(inputs.engine)] ?? String(inputs.engine);
  const zones = inputs.multiAz === true ? "two zones" : "one zone";
  return [`${engine} ${String(inputs.engineVersion ?? "")}`.trim(), `RDS ${String(inputs.instanceClass)}`, zones];
};
