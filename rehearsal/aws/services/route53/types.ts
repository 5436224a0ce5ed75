import { lastPart, namedBy, prefixed, type TypeRules } from "../../type-rule";

export const types: TypeRules = {
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
