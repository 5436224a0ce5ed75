import { plain, type ServiceCards } from "../../../cards/card";
import { record } from "../../../cost/cost";
import { encryptedAtRest, type Guard, isOn, keptLogs, ownKey, part } from "../../../cards/guards";
import { arnAsId } from "../../type-rule";
import { groups, subnets } from "../ec2/places";
import { searchDomain } from "./cost";

const domainType = "aws:opensearch/domain:Domain";

const guards: readonly Guard[] = [
  encryptedAtRest("encryptAtRest", (encryption) => isOn(part(encryption).enabled)),
  ownKey("encryptAtRest", (encryption) => part(encryption).kmsKeyId),
  {
    input: "nodeToNodeEncryption",
    kind: "encryption",
    strength: (encryption) => isOn(part(encryption).enabled),
    lost: () => "not encrypted between its nodes any more",
  },
  {
    input: "domainEndpointOptions",
    kind: "encryption",
    strength: (options) => isOn(part(options).enforceHttps),
    lost: () => "also answers without TLS",
  },
  keptLogs("logPublishingOptions"),
];

export const opensearch: ServiceCards = {
  readFirst: "data",
  cards: {
    [domainType]: {
      unique: "name",
      cost: searchDomain,
      holds: "the search indexes (a reindex makes them again)",
      ownRegion: ["encryptAtRest.kmsKeyId"],
      guards,
      oneVpc: [subnets("vpcOptions.subnetIds"), groups("vpcOptions.securityGroupIds")],
      privateSubnets: "vpcOptions.subnetIds",
      policy: { document: "accessPolicies" },
      box: {
        kind: "search",
        texts: ({ engineVersion, clusterConfig, encryptAtRest }) => [
          String(engineVersion ?? "OpenSearch").replace("_", " "),
          `${String(record(clusterConfig).instanceCount ?? 1)} × ${String(record(clusterConfig).instanceType)}`,
          part(encryptAtRest).enabled === true ? "encrypted" : "not encrypted",
        ],
      },
      spoken: "search domain",
      spokenInAccess: "search domain",
      phrase: {
        rank: 7,
        of: ({ engineVersion, clusterConfig }) => [
          "",
          `${String(engineVersion ?? "OpenSearch").replace("_", " ")} on ${String(record(clusterConfig).instanceCount ?? 1)} × ${String(record(clusterConfig).instanceType)}`,
        ],
      },
      learning: { circumstances: { engineVersion: "OpenSearch_2.11" } },
      // The provider asks GetCompatibleVersions and replaces the domain for a version that is not among the answers
      // (terraform-provider-aws, internal/service/opensearch/domain.go, CustomizeDiff); AWS never names a lower one.
      replacesWhen: { engineVersion: ["lowered"] },
      arn: ({ arn, text }) => arn("es", `domain/${text("domainName")}`),
      id: arnAsId,
      outputs: ({ account, text, region, hex, inputs }) => {
        const endpoint = `${inputs.vpcOptions ? "vpc" : "search"}-${text("domainName")}-${hex(26)}.${region}.es.amazonaws.com`;
        return { domainId: `${account}/${text("domainName")}`, endpoint, dashboardEndpoint: `${endpoint}/_dashboards` };
      },
    },
    "aws:opensearch/domainPolicy:DomainPolicy": {
      ...plain,
      partOf: ["domainName", domainType],
      namedReferences: [{ property: "domainName", target: domainType, names: ["domainName"] }],
      policy: { document: "accessPolicies", of: "domainName" },
      id: ({ text }) => `esd-policy-${text("domainName")}`,
    },
  },
};
