import { isProperties } from "../../../protocol/wire";
import { lastPart, prefixed, type TypeRule, type TypeRules } from "../../type-rule";

const discovered = (kind: string, prefix: string, outputs?: TypeRule["outputs"]): TypeRule => ({
  arn: (facts) => facts.arn("servicediscovery", `${kind}/${prefixed(prefix, 16)(facts)}`),
  id: (_facts, arn) => lastPart(arn),
  ...(outputs && { outputs }),
});

export const types: TypeRules = {
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
};
