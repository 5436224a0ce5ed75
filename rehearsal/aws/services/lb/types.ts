import { arnAsId, type TypeRules, vpcOf } from "../../type-rule";

const balancerKind = (type: string) => ({ network: "net", gateway: "gwy" })[type] ?? "app";

export const types: TypeRules = {
  "aws:lb/loadBalancer:LoadBalancer": {
    arn: ({ arn, text, hex }) =>
      arn("elasticloadbalancing", `loadbalancer/${balancerKind(text("loadBalancerType"))}/${text("name")}/${hex(16)}`),
    id: arnAsId,
    outputs: (facts, _id, arn) => {
      const { text, hex, region, inputs } = facts;
      return {
        arnSuffix: arn.replace(/^.*:loadbalancer\//, ""),
        dnsName: `${inputs.internal === true ? "internal-" : ""}${text("name")}-${Number.parseInt(hex(7), 16)}.${region}.elb.amazonaws.com`,
        zoneId: `Z${hex(13).toUpperCase()}`,
        vpcId: vpcOf(facts),
        ipAddressType: inputs.ipAddressType ?? "ipv4",
      };
    },
  },
  "aws:lb/targetGroup:TargetGroup": {
    arn: ({ arn, text, hex }) => arn("elasticloadbalancing", `targetgroup/${text("name")}/${hex(16)}`),
    id: arnAsId,
    outputs: (_facts, _id, arn) => ({ arnSuffix: arn.replace(/^.*:(?=targetgroup)/, ""), loadBalancerArns: [] }),
  },
  "aws:lb/listener:Listener": {
    arn: ({ text, hex }) => `${text("loadBalancerArn").replace(":loadbalancer/", ":listener/")}/${hex(16)}`,
    id: arnAsId,
    outputs: ({ inputs }) => ({ protocol: inputs.protocol ?? "HTTP", sslPolicy: inputs.sslPolicy ?? "" }),
  },
  "aws:lb/listenerRule:ListenerRule": {
    arn: ({ text, hex }) => `${text("listenerArn").replace(":listener/", ":listener-rule/")}/${hex(16)}`,
    id: arnAsId,
    outputs: ({ inputs, hex }) => ({ priority: inputs.priority ?? 1 + (Number.parseInt(hex(4), 16) % 50000) }),
  },
};
