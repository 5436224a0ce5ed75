import { SimulatedCloud } from "../../protocol/cloud";
import { ResourceGraph } from "../../protocol/graph";
import type { ResourceCall } from "../../protocol/package";
import type { Properties } from "../../protocol/wire";
import { awsPackage } from "../package";

/** For tests: a call to the simulated provider about one resource. */
export const sampleCall = (type: string, inputs: Properties, more: Partial<ResourceCall> = {}): ResourceCall => ({
  urn: `urn:pulumi:s::p::${type}::main`,
  type,
  name: "main",
  inputs,
  preview: false,
  configuration: { region: "eu-west-1" },
  cloud: new SimulatedCloud("seed"),
  graph: new ResourceGraph(),
  ...more,
});

/** For tests: creates in an account, as the provider service does. */
export function made(cloud: SimulatedCloud, type: string, inputs: Properties): { id: string; outputs: Properties } {
  const created = awsPackage.create(sampleCall(type, inputs, { cloud }));
  cloud.put({ type, id: created.id, urn: `urn:pulumi:s::p::${type}::main`, inputs, outputs: created.outputs });
  return created;
}
