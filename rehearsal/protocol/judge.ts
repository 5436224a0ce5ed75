import type { SimulatedCloud, Thing } from "./cloud";
import type { ResourceGraph } from "./graph";
import type { Change, Failure, ResourceCall } from "./package";

/** What the account, or its owner, says to a run; given by what starts the providers. */
export interface Judge {
  /** What is wrong with a resource that is being checked. */
  check(call: ResourceCall): Failure[];
  /** What is wrong between a resource and what is registered so far, before it above all. */
  relations(urn: string, graph: ResourceGraph, cloud: SimulatedCloud): Failure[];
  /** Why the account refuses to create something. */
  creation(call: ResourceCall): Failure[];
  /** Why the account refuses to change something as asked. */
  change(call: Change): Failure[];
  /** Why the account would not let something be replaced. */
  replacement(thing: Thing, cloud: SimulatedCloud): Failure[];
  /** Why the account refuses to delete something. */
  deletion(thing: Thing, cloud: SimulatedCloud): Failure[];
  /** What goes with something that is deleted, and what stays behind. */
  afterDeletion(thing: Thing, cloud: SimulatedCloud): void;
  /** What is wrong with the graph as a whole, once the program has registered everything. */
  whole(graph: ResourceGraph, cloud: SimulatedCloud): (Failure & { urn: string })[];
}
