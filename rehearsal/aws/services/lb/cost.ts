import { type CostRule, type Fixed, list } from "../../../cost/cost";

export const loadBalancer: CostRule = (inputs, { prices }) => {
  const hours = prices.hoursAMonth;
  const { hour, capacityUnitHour, source } = prices.loadBalancer;
  const zones = list(inputs.subnets).length || list(inputs.subnetMappings).length;
  const fixed: Fixed[] = [{ item: "load balancer", monthly: hour * hours, source }];
  if (inputs.internal !== true) {
    fixed.push({
      item: `${zones} public IPv4 ${zones === 1 ? "address" : "addresses"}`,
      monthly: zones * prices.publicIpv4.hour * hours,
      source: prices.publicIpv4.source,
    });
  }
  return {
    fixed,
    usage: [
      { item: "Load balancer capacity units", price: capacityUnitHour, unit: "LCU-hour", source },
      {
        item: "Data transfer to the internet",
        price: prices.dataTransferOut.gib,
        unit: "GB",
        source: prices.dataTransferOut.source,
      },
    ],
  };
};
