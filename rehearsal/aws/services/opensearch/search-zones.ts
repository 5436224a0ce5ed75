import { guide } from "../../source";
import { unknown } from "../../../protocol/wire";
import { valuesAt } from "../../across/network/named";
import { objectsIn, refuse, type Rule } from "../../rule";

/** Zones and nodes of a search domain (Amazon OpenSearch Service API Reference, ZoneAwarenessConfig, and what it answers). */
export const searchZones: Rule = {
  name: "search-zones",
  refuses: "a search domain whose nodes or subnets do not go with its zones",
  source: guide(
    "Amazon OpenSearch Service Developer Guide, Configuring a multi-AZ domain",
    "opensearch-service/latest/developerguide/managedomains-multiaz",
  ),
  check: ({ type, inputs }) => {
    if (type !== "aws:opensearch/domain:Domain" && type !== "aws:elasticsearch/domain:Domain") return [];
    const [cluster = {}] = objectsIn(inputs.clusterConfig);
    const { zoneAwarenessEnabled = false, instanceCount = 1 } = cluster;
    const [zones = 2] = valuesAt(cluster, "zoneAwarenessConfig.availabilityZoneCount");
    const count = zoneAwarenessEnabled === true ? zones : zoneAwarenessEnabled === false ? 1 : unknown;
    if (count === unknown) return [];
    const [options] = objectsIn(inputs.vpcOptions);
    const subnets = options?.subnetIds;
    return [
      ...(Array.isArray(subnets) && subnets.length !== Number(count)
        ? refuse(
            "vpcOptions",
            `a domain in ${String(count)} zones takes exactly as many subnets, found ${subnets.length}`,
          )
        : []),
      ...(instanceCount === unknown ? [] : nodeProblems(Number(instanceCount), Number(count))),
    ];
  },
};

/** With three zones AWS only recommends a multiple of three. */
function nodeProblems(nodes: number, zones: number) {
  if (zones === 2 && nodes % 2 !== 0)
    return refuse("clusterConfig", `a domain in 2 zones takes an even number of data nodes, found ${nodes}`);
  return zones === 3 && nodes < 3
    ? refuse("clusterConfig", `a domain in 3 zones takes 3 data nodes at least, found ${nodes}`)
    : [];
}
