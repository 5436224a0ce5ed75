import type { Properties } from "../../../protocol/wire";
import { type Slip, inputSlips } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const domain = "aws:opensearch/domain:Domain";

const inDomain = (what: string, property: string, wrong: Properties): Slip => ({
  type: domain,
  what,
  inputs: (inputs) => ({ ...inputs, [property]: { ...(inputs[property] as Properties | undefined), ...wrong } }),
});

export const slips: readonly Slip[] = [
  ...inputSlips(domain, [
    ["a version without its engine", { engineVersion: "2.19" }],
    ["a version that the service skipped", { engineVersion: "OpenSearch_2.8" }],
    ["a major version that is not there", { engineVersion: "OpenSearch_9.1" }],
    ["access control without encryption at rest", { encryptAtRest: { enabled: false } }],
    ["access control without encryption between nodes", { nodeToNodeEncryption: { enabled: false } }],
    ["access control without HTTPS", { domainEndpointOptions: { enforceHttps: false } }],
    ["access control without options of the endpoint", { domainEndpointOptions: null }],
  ]),
  inDomain("an instance type of EC2", "clusterConfig", { instanceType: "t3.medium" }),
  inDomain("an instance type without such a size", "clusterConfig", { instanceType: "t3.medum.search" }),
  inDomain("a master's instance type without such a family", "clusterConfig", {
    dedicatedMasterType: "q3.large.search",
  }),
  inDomain("two zones with one subnet", "clusterConfig", { zoneAwarenessEnabled: true }),
  inDomain("a volume that is too small", "ebsOptions", { volumeSize: 9 }),
  inDomain("a volume for instances with disks", "clusterConfig", { instanceType: "i3.large.search" }),
  inDomain("access control without a master user", "advancedSecurityOptions", { masterUserOptions: null }),
  inDomain("a master's ARN for the internal users", "advancedSecurityOptions", { internalUserDatabaseEnabled: true }),
  inDomain("two dedicated masters", "clusterConfig", {
    dedicatedMasterEnabled: true,
    dedicatedMasterType: "m7g.large.search",
    dedicatedMasterCount: 2,
  }),
  inDomain("dedicated masters of no type", "clusterConfig", {
    dedicatedMasterEnabled: true,
    dedicatedMasterCount: 3,
  }),
  inDomain("dedicated masters of no number", "clusterConfig", {
    dedicatedMasterEnabled: true,
    dedicatedMasterType: "m7g.large.search",
  }),
  inDomain("a volume without a size", "ebsOptions", { volumeSize: null }),
  {
    what: "a volume larger than the instance type takes",
    type: domain,
    says: /takes 200 GiB/,
    inputs: (inputs) => ({
      ...inputs,
      clusterConfig: { instanceType: "t3.medium.search" },
      ebsOptions: { ebsEnabled: true, volumeSize: 201 },
    }),
  },
  {
    type: domain,
    what: "Auto-Tune on a burstable instance",
    inputs: ({ clusterConfig, ...inputs }) => ({
      ...inputs,
      clusterConfig: { ...(clusterConfig as Properties), instanceType: "t3.medium.search" },
      autoTuneOptions: { desiredState: "ENABLED" },
    }),
  },
  inDomain("standby without masters", "clusterConfig", { multiAzWithStandbyEnabled: true, instanceCount: 3 }),
  inDomain("an option that the service does not have", "advancedOptions", { "indices.query.max_clauses": "1024" }),
  inDomain("a weak master password", "advancedSecurityOptions", {
    masterUserOptions: { masterUserName: "om", masterUserPassword: "onlyletters" },
  }),
  {
    ...inDomain("fewer nodes than zones", "clusterConfig", { instanceCount: 1 }),
    stack: "prod",
    says: /fewer than/,
  },
];

export const engineSlip: EngineSlip = {
  what: "a version that the service skipped",
  type: "aws:opensearch/domain:Domain",
  props: (props) => ({ ...props, engineVersion: "OpenSearch_2.18" }),
};
