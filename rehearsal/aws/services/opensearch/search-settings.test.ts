import { test } from "node:test";
import { OpenSearchPartitionInstanceType } from "@aws-sdk/client-opensearch";
import { unknown, type Properties } from "../../../protocol/wire";
import { given } from "../../testing/given";

const domain = "aws:opensearch/domain:Domain";

test("what the search service takes is refused by no rule", () => {
  for (const engineVersion of ["OpenSearch_3.7", "OpenSearch_1.3", "Elasticsearch_7.10", unknown])
    given(domain, { engineVersion }).accepts("search-settings");
  for (const instanceType of [
    ...Object.values(OpenSearchPartitionInstanceType),
    "om2.8xlarge.search",
    "m7g.large.search",
  ])
    given(domain, { clusterConfig: { instanceType } }).accepts("search-settings");
  given(domain, {
    vpcOptions: { subnetIds: ["a"] },
    ebsOptions: { ebsEnabled: true, volumeSize: 10 },
  }).accepts("search-settings");
  given(domain, {
    clusterConfig: { zoneAwarenessEnabled: true },
    vpcOptions: { subnetIds: [unknown, unknown] },
  }).accepts("search-settings");
  for (const clusterConfig of [
    { dedicatedMasterEnabled: true, dedicatedMasterType: "m7g.large.search", dedicatedMasterCount: 5 },
    { dedicatedMasterEnabled: unknown, dedicatedMasterCount: 1 },
    { dedicatedMasterEnabled: false, dedicatedMasterCount: 1 },
  ] as Properties[])
    given(domain, { clusterConfig }).accepts("search-settings");
  given(domain, {
    clusterConfig: {
      multiAzWithStandbyEnabled: true,
      instanceCount: 6,
      zoneAwarenessEnabled: true,
      zoneAwarenessConfig: { availabilityZoneCount: 3 },
      dedicatedMasterEnabled: true,
      dedicatedMasterCount: 3,
      dedicatedMasterType: "m7g.large.search",
      instanceType: "m7g.large.search",
    },
    autoTuneOptions: { desiredState: "ENABLED" },
    advancedOptions: { "indices.query.bool.max_clause_count": "2048" },
  }).accepts("search-settings");
  const on = { enabled: true };
  const secured = { encryptAtRest: on, nodeToNodeEncryption: on, domainEndpointOptions: { tlsSecurityPolicy: "x" } };
  for (const master of [
    { masterUserOptions: { masterUserArn: unknown } },
    { internalUserDatabaseEnabled: true, masterUserOptions: { masterUserName: "a", masterUserPassword: unknown } },
    { masterUserOptions: unknown },
  ] as Properties[])
    given(domain, { ...secured, advancedSecurityOptions: { ...on, ...master } }).accepts("search-settings");
  given(domain, { advancedSecurityOptions: { enabled: false } }).accepts("search-settings");
  given(domain, { advancedSecurityOptions: unknown, encryptAtRest: unknown }).accepts("search-settings");
});
