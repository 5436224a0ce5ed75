import { guide } from "../../source";
import type { ResourceNode } from "../../../protocol/graph";
import { isProperties, type Value } from "../../../protocol/wire";
import { statementsOf } from "../iam/simulation/statement";
import { ofType, refuse, type Rule } from "../../rule";

const domains = ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"];
const policies = ["aws:opensearch/domainPolicy:DomainPolicy", "aws:elasticsearch/domainPolicy:DomainPolicy"];

/** Amazon OpenSearch Service Developer Guide, "VPC domains": security groups do this there. */
export const domainPolicies: Rule = {
  name: "domain-policies",
  refuses: "an access policy by IP addresses for a search domain inside a VPC",
  source: guide(
    "Amazon OpenSearch Service Developer Guide, VPC support",
    "opensearch-service/latest/developerguide/vpc",
  ),
  graph: (node, graph) => {
    const domain = domains.includes(node.type)
      ? node
      : policies.includes(node.type)
        ? ofType(graph.sources(node.urn, "domainName"), ...domains)[0]
        : undefined;
    return domain && isInVpc(domain) && namesAddresses(node.inputs?.accessPolicies)
      ? refuse(
          "accessPolicies",
          `domain ${domain.name} is inside a VPC, where an access policy takes no aws:SourceIp: security groups say who comes in`,
        )
      : [];
  },
};

const isInVpc = ({ inputs }: ResourceNode): boolean => isProperties(inputs?.vpcOptions);

const namesAddresses = (document: Value | undefined): boolean =>
  statementsOf(document).some(({ Condition }) =>
    Object.values(Condition ?? {}).some((keys) =>
      Object.keys(keys ?? {}).some((key) => key.toLowerCase() === "aws:sourceip"),
    ),
  );
