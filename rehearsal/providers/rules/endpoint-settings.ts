import type { ResourceGraph, ResourceNode } from "../graph";
import { serviceOf } from "./network/endpoints";
import { textOf, vpcOf } from "./network/named";
import { refuse, type Rule } from "./rule";

/** Services that have gateway endpoints (Amazon VPC, "Gateway endpoints"; Amazon S3, "Networking for directory buckets"). */
const gatewayServices = ["s3", "dynamodb", "s3express"];

export const endpointSettings: Rule = {
  name: "endpoint-settings",
  refuses: "a gateway endpoint for a service that has none, and private DNS in a VPC without DNS support or host names",
  graph: (node, graph) =>
    node.type === "aws:ec2/vpcEndpoint:VpcEndpoint" ? [...gatewayProblems(node), ...dnsProblems(node, graph)] : [],
};

function gatewayProblems({ inputs }: ResourceNode) {
  const { vpcEndpointType = "Gateway" } = inputs ?? {};
  const name = textOf(inputs, "serviceName");
  return vpcEndpointType !== "Gateway" || name === undefined || gatewayServices.includes(serviceOf(name) ?? "")
    ? []
    : refuse("serviceName", `there is no gateway endpoint for ${name}; S3 and DynamoDB have one`);
}

/** AWS PrivateLink, "Access an AWS service using an interface VPC endpoint": what private DNS needs. */
function dnsProblems(node: ResourceNode, graph: ResourceGraph) {
  const vpc = graph.get(vpcOf(graph, node) ?? "");
  if (!vpc || node.inputs?.privateDnsEnabled !== true) return [];
  const { enableDnsSupport = true, enableDnsHostnames = false } = vpc.inputs ?? {};
  const missing = Object.entries({ enableDnsSupport, enableDnsHostnames }).filter(([, value]) => value === false);
  return missing.length === 0
    ? []
    : refuse("privateDnsEnabled", `private DNS needs ${missing.map(([name]) => name).join(" and ")} on the VPC`);
}
