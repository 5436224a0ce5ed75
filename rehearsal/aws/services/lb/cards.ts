import { key, plain, type ServiceCards } from "../../../cards/card";
import { deletionProtection, isOn, part } from "../../../cards/guards";
import { arnAsId, vpcOf } from "../../type-rule";
import { groups, subnets } from "../ec2/places";
import { loadBalancer } from "./cost";

const balancerType = "aws:lb/loadBalancer:LoadBalancer";
const targetGroupType = "aws:lb/targetGroup:TargetGroup";
const targetGroupArn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/a/50dc6c495c0c9188";

/** Newer TLS policies of a balancer are the stronger ones; their names begin alike (ELB User Guide, "Security policies"). */
const tlsStrength = (policy: unknown): number => {
  const name = String(policy ?? "");
  return /TLS13-1-3/.test(name) ? 3 : /TLS13-1-2|1-2-/.test(name) ? 2 : /1-0|1-1|2016-08|2015/.test(name) ? 1 : 0;
};

const balancerKind = (type: string) => ({ network: "net", gateway: "gwy" })[type] ?? "app";

export const lb: ServiceCards = {
  readFirst: "services",
  cards: {
    [balancerType]: {
      unique: "name",
      cost: loadBalancer,
      holds: "nothing",
      oneVpc: [subnets("subnets"), groups("securityGroups")],
      vpcOfSubnets: "subnets",
      guards: [
        deletionProtection("enableDeletionProtection"),
        {
          input: "accessLogs",
          kind: "logging",
          strength: (logs) => isOn(part(logs).enabled),
          lost: () => "no access log any more",
        },
      ],
      box: { kind: "balancer" },
      phrase: {
        rank: 4,
        of: (inputs) => [`${inputs.internal === true ? "internal" : "internet-facing"} load balancer`, ""],
      },
      arn: ({ arn, text, hex }) =>
        arn(
          "elasticloadbalancing",
          `loadbalancer/${balancerKind(text("loadBalancerType"))}/${text("name")}/${hex(16)}`,
        ),
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
    [targetGroupType]: {
      ...plain,
      unique: "name",
      learning: { circumstances: { port: 80, protocol: "HTTP", targetType: "ip", vpcId: "vpc-1" } },
      arn: ({ arn, text, hex }) => arn("elasticloadbalancing", `targetgroup/${text("name")}/${hex(16)}`),
      id: arnAsId,
      outputs: (_facts, _id, arn) => ({ arnSuffix: arn.replace(/^.*:(?=targetgroup)/, ""), loadBalancerArns: [] }),
    },
    "aws:lb/targetGroupAttachment:TargetGroupAttachment": plain,
    "aws:lb/listener:Listener": {
      ...plain,
      unique: [[key("loadBalancerArn"), key("port")]],
      partOf: ["loadBalancerArn", balancerType],
      guards: [
        {
          input: "protocol",
          kind: "encryption",
          strength: (protocol) => (/HTTPS|TLS/.test(String(protocol)) ? 1 : 0),
          lost: () => "no TLS any more",
        },
        {
          input: "sslPolicy",
          kind: "encryption",
          strength: tlsStrength,
          lost: () => "a weaker TLS policy",
        },
      ],
      // AWS Certificate Manager User Guide, "Supported Regions".
      ownRegion: ["certificateArn"],
      oneVpc: [
        { at: "loadBalancerArn", types: [balancerType] },
        { at: "defaultActions.targetGroupArn", types: [targetGroupType] },
      ],
      phrase: {
        rank: 5,
        of: (inputs) => [`${String(inputs.protocol ?? "HTTP")} listener`, ` :${String(inputs.port)}`],
      },
      learning: { circumstances: { "defaultActions.targetGroupArn": targetGroupArn } },
      // Each kind of action has fields of its own, which the questions of learn.ts do not put together. Asked of
      // terraform-provider-aws 5.100 one by one (forward, redirect, fixed-response, from one to another): none replaces.
      settled: ["defaultActions"],
      arn: ({ text, hex }) => `${text("loadBalancerArn").replace(":loadbalancer/", ":listener/")}/${hex(16)}`,
      id: arnAsId,
      outputs: ({ inputs }) => ({ protocol: inputs.protocol ?? "HTTP", sslPolicy: inputs.sslPolicy ?? "" }),
    },
    "aws:lb/listenerCertificate:ListenerCertificate": { ...plain, ownRegion: ["certificateArn"] },
    "aws:lb/listenerRule:ListenerRule": {
      ...plain,
      unique: [[key("listenerArn"), key("priority")]],
      partOf: ["listenerArn", "aws:lb/listener:Listener"],
      learning: { circumstances: { "actions.targetGroupArn": targetGroupArn } },
      arn: ({ text, hex }) => `${text("listenerArn").replace(":listener/", ":listener-rule/")}/${hex(16)}`,
      id: arnAsId,
      outputs: ({ inputs, hex }) => ({ priority: inputs.priority ?? 1 + (Number.parseInt(hex(4), 16) % 50000) }),
    },
  },
};
