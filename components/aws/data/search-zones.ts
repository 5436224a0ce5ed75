/**
 * Zones over which the data nodes of a domain are spread: one node needs one, three nodes or more take three where there
 * are three subnets. AWS refuses an odd number of nodes in two zones.
 */
export function dataZones(nodes: number, subnets: number): number {
  if (nodes === 1 || subnets === 1) {
    return 1;
  }
  if (nodes >= 3 && subnets >= 3 && nodes % 3 === 0) {
    return 3;
  }
  if (nodes % 2 !== 0) {
    throw new Error(
      `openmetadata:search.nodes is ${nodes}, which cannot be spread evenly over ${subnets} zones; 1, an even number` +
        `${subnets >= 3 ? " or a multiple of 3" : ""} can. Set it: pulumi config set --path openmetadata:search.nodes ${nodes + 1}`,
    );
  }
  return 2;
}
