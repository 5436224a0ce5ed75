import { key, plain, type ServiceCards } from "../../../cards/card";
import { dnsName } from "../../../cards/compared";
import { zone } from "../../../cost/cost";
import { lastPart, namedBy, prefixed } from "../../type-rule";

export const route53: ServiceCards = {
  cards: {
    "aws:route53/zone:Zone": {
      ...plain,
      cost: zone("hosted zone"),
      arn: ({ arn, hex }) => arn("route53", `hostedzone/Z${hex(20).toUpperCase()}`, "bare"),
      id: (_facts, arn) => lastPart(arn),
      outputs: (_facts, id) => ({ zoneId: id, nameServers: ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"] }),
    },
    "aws:route53/record:Record": {
      ...plain,
      unique: [[key("zoneId"), key("name", { as: dnsName }), key("type"), key("setIdentifier", { optional: true })]],
      spoken: "DNS record",
      phrase: { rank: 14, of: (inputs) => ["DNS record", ` ${String(inputs.type ?? "")}`] },
      id: ({ text }) => [text("zoneId"), text("name"), text("type"), text("setIdentifier")].filter(Boolean).join("_"),
      outputs: ({ text }) => ({ fqdn: text("name").replace(/\.$/, "") }),
    },
    "aws:route53/healthCheck:HealthCheck": { ...plain, cost: "not priced", id: prefixed("hc") },
    "aws:route53/zoneAssociation:ZoneAssociation": { ...plain, cost: "not priced", id: namedBy("zoneId") },
  },
};
