import { apiReference } from "../../source";
import type { Rule } from "../../rule";
import { clash, inAccount, neighbours, planned, report } from "./uniqueness";

export const uniqueNames: Rule = {
  name: "unique-names",
  refuses: "a second thing of a name, or in a place, that takes one",
  source: apiReference("RDS", "CreateDBInstance"),
  /** Among what the program registers: before anything is there, this alone can tell. */
  check: (call) => {
    const { type, urn, graph, inputs } = call;
    const provider = graph.get(urn)?.provider;
    const others = graph
      .all()
      .filter((node) => node.type === type && node.urn !== urn && node.inputs && node.provider === provider)
      .filter((node) => node.inputs!.region === inputs.region);
    const found = clash(call, others, (node) => planned(node, call));
    return found ? report(call, found.row, `already exists: ${found.other.name} is the same`) : [];
  },
  create: (call) => {
    // Whether a replacement deletes first is not known in a preview.
    const others = neighbours(call, call.cloud.all()).filter(({ urn }) => !(call.preview && urn === call.urn));
    const found = clash(call, others, inAccount);
    return found ? report(call, found.row, "already exists") : [];
  },
};
