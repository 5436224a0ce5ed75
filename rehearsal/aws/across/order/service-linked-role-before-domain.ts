import { guide } from "../../source";
import { refuse, type Rule } from "../../rule";
import { names } from "./service-dependencies";

export const serviceLinkedRoleBeforeDomain: Rule = {
  name: "service-linked-role-before-domain",
  refuses: "a search domain in a VPC that may be created before the service-linked role that the stack makes",
  source: guide(
    "Amazon OpenSearch Service Developer Guide, Service-linked roles",
    "opensearch-service/latest/developerguide/slr",
  ),
  graph: (node, graph) => {
    if (node.type !== "aws:opensearch/domain:Domain" || !node.inputs?.vpcOptions) return [];
    const roles = graph
      .ofType("aws:iam/serviceLinkedRole:ServiceLinkedRole")
      .filter(({ inputs }) => /^(opensearchservice|es)\.amazonaws\.com$/.test(String(inputs?.awsServiceName)));
    // A stack that makes none says that its account has one.
    return roles.length === 0 || roles.some((role) => graph.before(node.urn).includes(role))
      ? []
      : refuse("vpcOptions", `the domain must depend on the service-linked role ${names(roles)}`);
  },
};
