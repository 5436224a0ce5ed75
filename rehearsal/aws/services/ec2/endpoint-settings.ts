import { apiReference } from "../../source";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { isGiven } from "../ecs/container-definitions/containers";
import { hasPrivateDns, serviceOf } from "../../across/network/endpoints";
import { textOf, vpcOf } from "../../across/network/named";
import { refuse, type Rule } from "../../rule";

/** Services that have gateway endpoints (Amazon VPC, "Gateway endpoints"; Amazon S3, "Networking for directory buckets"). */
const gatewayServices = ["s3", "dynamodb", "s3express"];

export const endpointSettings: Rule = {
  name: "endpoint-settings",
  refuses:
    "a gateway endpoint for a service that has none, inputs that its kind of endpoint does not take, and two endpoints that answer to one name",
  source: apiReference("EC2", "CreateVpcEndpoint"),
  graph: (node, graph) =>
    node.type === "aws:ec2/vpcEndpoint:VpcEndpoint"
      ? [...gatewayProblems(node), ...kindProblems(node), ...twinProblems(node, graph)]
      : [],
};

function gatewayProblems({ inputs }: ResourceNode) {
  const { vpcEndpointType = "Gateway" } = inputs ?? {};
  const name = textOf(inputs, "serviceName");
  return vpcEndpointType !== "Gateway" || name === undefined || gatewayServices.includes(serviceOf(name) ?? "")
    ? []
    : refuse("serviceName", `there is no gateway endpoint for ${name}; S3 and DynamoDB have one`);
}

/** Inputs that only other kinds of endpoints have (Amazon EC2 API Reference, CreateVpcEndpoint). */
const ofOthers: Readonly<Record<string, readonly string[]>> = {
  Gateway: ["subnetIds", "subnetConfigurations", "securityGroupIds", "privateDnsEnabled"],
  Interface: ["routeTableIds"],
  GatewayLoadBalancer: ["routeTableIds", "securityGroupIds", "privateDnsEnabled"],
};

function kindProblems({ inputs = {} }: ResourceNode) {
  const { vpcEndpointType = "Gateway" } = inputs;
  const odd = (ofOthers[String(vpcEndpointType)] ?? []).filter((name) => isGiven(inputs[name]));
  return odd.flatMap((name) => refuse(name, `an endpoint of type ${String(vpcEndpointType)} takes no ${name}`));
}

/** EC2 refuses a second one: "there is already a conflicting DNS domain". */
function twinProblems(node: ResourceNode, graph: ResourceGraph) {
  const service = textOf(node.inputs, "serviceName");
  const vpc = vpcOf(graph, node);
  if (!service || !vpc || !hasPrivateDns(node)) return [];
  const twin = graph
    .ofType(node.type)
    .find(
      (other) =>
        other !== node &&
        hasPrivateDns(other) &&
        textOf(other.inputs, "serviceName") === service &&
        vpcOf(graph, other) === vpc,
    );
  return twin
    ? refuse("serviceName", `endpoint ${twin.name} answers to the name of ${service} in this VPC already`)
    : [];
}
