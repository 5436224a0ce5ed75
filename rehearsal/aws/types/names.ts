import { lastPart, namedBy, prefixed, type TypeRule } from "./type-rule";
import { isProperties } from "../../protocol/wire";

const discovered = (kind: string, prefix: string, outputs?: TypeRule["outputs"]): TypeRule => ({
  arn: (facts) => facts.arn("servicediscovery", `${kind}/${prefixed(prefix, 16)(facts)}`),
  id: (_facts, arn) => lastPart(arn),
  ...(outputs && { outputs }),
});

/** Cloud Map and Route 53. */
export const names: Readonly<Record<string, TypeRule>> = {
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": discovered("namespace", "ns", ({ hex }) => ({
    hostedZone: `Z${hex(20).toUpperCase()}`,
  })),
  "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace": discovered("namespace", "ns", ({ hex }) => ({
    hostedZone: `Z${hex(20).toUpperCase()}`,
  })),
  "aws:servicediscovery/httpNamespace:HttpNamespace": discovered("namespace", "ns", ({ text }) => ({
    httpName: text("name"),
  })),
  "aws:servicediscovery/service:Service": discovered("service", "srv", ({ inputs }) => ({
    namespaceId:
      inputs.namespaceId ?? (isProperties(inputs.dnsConfig) ? inputs.dnsConfig.namespaceId : undefined) ?? "",
  })),
  "aws:route53/zone:Zone": {
    arn: ({ arn, hex }) => arn("route53", `hostedzone/Z${hex(20).toUpperCase()}`, "bare"),
    id: (_facts, arn) => lastPart(arn),
    outputs: (_facts, id) => ({ zoneId: id, nameServers: ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"] }),
  },
  "aws:route53/record:Record": {
    id: ({ text }) => [text("zoneId"), text("name"), text("type"), text("setIdentifier")].filter(Boolean).join("_"),
    outputs: ({ text }) => ({ fqdn: text("name").replace(/\.$/, "") }),
  },
  "aws:route53/healthCheck:HealthCheck": { id: prefixed("hc") },
  "aws:route53/zoneAssociation:ZoneAssociation": { id: namedBy("zoneId") },
};
