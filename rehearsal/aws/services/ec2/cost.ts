import { type CostRule, list, text } from "../../../cost/cost";

export const natGateway: CostRule = (_inputs, { prices }) => {
  const hours = prices.hoursAMonth;
  const { hour, gib, source } = prices.natGateway;
  return {
    fixed: [{ item: "NAT gateway", monthly: hour * hours, source }],
    usage: [{ item: "NAT gateway data", price: gib, unit: "GB", source }],
  };
};

export const vpcEndpoint: CostRule = (inputs, { prices }) => {
  const hours = prices.hoursAMonth;
  const type = text(inputs.vpcEndpointType) || "Gateway";
  if (type === "Gateway") return {};
  if (type !== "Interface") return { reason: `a VPC endpoint of type ${type}` };
  const { hour, gib, source } = prices.vpcEndpoint;
  const zones = Math.max(1, list(inputs.subnetIds).length);
  const service = text(inputs.serviceName).split(".").slice(3).join(".");
  return {
    fixed: [{ item: `interface endpoint ${service}, ${zones} zones`, monthly: zones * hour * hours, source }],
    usage: [{ item: "Interface endpoint data", price: gib, unit: "GB", source }],
  };
};

export const addressOfNat: CostRule = (_inputs, { prices }) => ({
  fixed: [
    {
      item: "public IPv4 address",
      monthly: prices.publicIpv4.hour * prices.hoursAMonth,
      source: prices.publicIpv4.source,
    },
  ],
});
