import { key, plain, type ServiceCards } from "../../../cards/card";
import { dnsName, lower } from "../../../cards/compared";
import { zone } from "../../../cost/cost";
import { isProperties } from "../../../protocol/wire";
import { lastPart, prefixed, type TypeRule } from "../../type-rule";

const identity = (kind: string, prefix: string, outputs?: TypeRule["outputs"]): TypeRule => ({
  arn: (facts) => facts.arn("servicediscovery", `${kind}/${prefixed(prefix, 16)(facts)}`),
  id: (_facts, arn) => lastPart(arn),
  ...(outputs && { outputs }),
});

export const servicediscovery: ServiceCards = {
  readFirst: "services",
  cards: {
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": {
      // ConflictingDomainExists: one private zone of a name in a VPC.
      unique: [[key("vpc"), key("name", { as: dnsName })]],
      cost: zone("private DNS zone"),
      holds: "nothing",
      spoken: "private DNS namespace",
      ...identity("namespace", "ns", ({ hex }) => ({ hostedZone: `Z${hex(20).toUpperCase()}` })),
    },
    "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace": {
      ...plain,
      cost: "not priced",
      ...identity("namespace", "ns", ({ hex }) => ({ hostedZone: `Z${hex(20).toUpperCase()}` })),
    },
    "aws:servicediscovery/httpNamespace:HttpNamespace": {
      ...plain,
      cost: "not priced",
      ...identity("namespace", "ns", ({ text }) => ({ httpName: text("name") })),
    },
    "aws:servicediscovery/service:Service": {
      ...plain,
      unique: [[key("dnsConfig.namespaceId", { or: ["namespaceId"] }), key("name", { as: lower })]],
      spoken: "DNS name",
      ...identity("service", "srv", ({ inputs }) => ({
        namespaceId:
          inputs.namespaceId ?? (isProperties(inputs.dnsConfig) ? inputs.dnsConfig.namespaceId : undefined) ?? "",
      })),
    },
  },
};
