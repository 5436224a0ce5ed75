import { arnAsId, type TypeRules } from "../../type-rule";

export const types: TypeRules = {
  "aws:opensearch/domain:Domain": {
    arn: ({ arn, text }) => arn("es", `domain/${text("domainName")}`),
    id: arnAsId,
    outputs: ({ account, text, region, hex, inputs }) => {
      const endpoint = `${inputs.vpcOptions ? "vpc" : "search"}-${text("domainName")}-${hex(26)}.${region}.es.amazonaws.com`;
      return { domainId: `${account}/${text("domainName")}`, endpoint, dashboardEndpoint: `${endpoint}/_dashboards` };
    },
  },
  "aws:opensearch/domainPolicy:DomainPolicy": { id: ({ text }) => `esd-policy-${text("domainName")}` },
};
