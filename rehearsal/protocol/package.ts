import type { DiffRules } from "./diff";
import type { SimulatedCloud } from "./cloud";
import type { ResourceGraph } from "./graph";
import type { Properties, Value } from "./wire";

export interface Failure {
  /** The input at fault, or "" when it is the resource as a whole. */
  property: string;
  reason: string;
  /** Name of the rule that found it; absent for what the provider itself refuses. */
  rule?: string;
  /** It is no mistake but something that the rehearsal does not know. */
  gap?: true;
}

/** What a simulated package knows about the resource in question. */
export interface ResourceCall {
  urn: string;
  type: string;
  name: string;
  inputs: Properties;
  /** Inputs and outputs of the last run, when there was one. */
  oldInputs?: Properties;
  oldOutputs?: Properties;
  preview: boolean;
  /** Configuration of the provider that the resource belongs to. */
  configuration: Properties;
  cloud: SimulatedCloud;
  graph: ResourceGraph;
}

/** An update in place, which a replacement is not. */
export type Change = ResourceCall & { oldInputs: Properties };

export interface Created {
  id: string;
  outputs: Properties;
  /** Outputs that hold a secret although no input of that name does. */
  secretOutputs?: string[];
}

/** One provider, simulated. Everything optional has a general default in ProviderService. */
export interface SimulatedPackage {
  name: string;
  version: string;
  configure?(configuration: Properties): Failure[];
  /** Fills in names and other defaults; `seed` is the engine's random seed for this resource. */
  defaults?(call: ResourceCall, seed: Uint8Array, autonaming: Autonaming | undefined): Properties;
  problems?(call: ResourceCall): Failure[];
  diffRules(type: string, before: Properties, after: Properties): DiffRules;
  /** Whether what is to be replaced must be deleted before its replacement is made; default: never. */
  deletesFirst?(type: string, inputs: Properties): boolean;
  create(call: ResourceCall): Created;
  update?(call: ResourceCall & { id: string }): { outputs: Properties; secretOutputs?: string[] };
  /** Looks up something that this session did not make; undefined when it does not exist. */
  existing?(type: string, id: string, call: Omit<ResourceCall, "inputs">): Properties | undefined;
  invoke?(
    token: string,
    args: Properties,
    configuration: Properties,
    cloud: SimulatedCloud,
  ): Properties | Failure[] | undefined;
}

export interface Autonaming {
  proposedName: string;
  mode: "propose" | "enforce" | "disable";
}

export const text = (value: Value | undefined): string | undefined => (typeof value === "string" ? value : undefined);
