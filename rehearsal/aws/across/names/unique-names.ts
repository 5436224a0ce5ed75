import { apiReference } from "../../source";
import type { Rule } from "../../rule";
import { clash, inAccount, isUnique, neighbours, planned, report } from "./uniqueness";

export const uniqueNames: Rule = {
  name: "unique-names",
  refuses: "a second thing of a name, or in a place, that takes one",
  source: apiReference("RDS", "CreateDBInstance"),
  /** Among what the program registers: before anything is there, this alone can tell. */
  checkInAccount: (call) => {
    const { type, urn, graph, inputs } = call;
    if (!isUnique(type)) return [];
    const provider = graph.get(urn)?.provider;
    const others = graph
      .ofType(type)
      .filter(
        (node) => node.urn !== urn && node.inputs && node.inputs.region === inputs.region && node.provider === provider,
      );
    const found = clash(call, others, (node) => planned(node, call));
    return found ? report(call, found.row, `already exists: ${found.other.name} is the same`) : [];
  },
  create: (call) => {
    // Whether a replacement deletes first is not known in a preview.
    const others = neighbours(call, call.cloud.all(call.type)).filter(({ urn }) => !(call.preview && urn === call.urn));
    const found = clash(call, others, inAccount);
    return found ? report(call, found.row, "already exists") : [];
  },
};
