import type { Properties, Value } from "../../../protocol/wire";
import type { Mutation, Phase } from "./mutation";

const database = "aws:rds/instance:Instance";
const parameters = "aws:rds/parameterGroup:ParameterGroup";
const domain = "aws:opensearch/domain:Domain";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const group = "aws:ec2/securityGroup:SecurityGroup";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";

type Slip = readonly [what: string, inputs: Properties];

/** One mutation for each slip: the inputs that it puts in place. */
const slips = (rule: string, type: string, list: readonly Slip[], more: Partial<Mutation> = {}): Mutation[] =>
  list.map(([what, wrong]) => ({ rule, type, what, ...more, inputs: (inputs) => ({ ...inputs, ...wrong }) }));

const within = (property: string, wrong: Properties) => (inputs: Properties) => ({
  ...inputs,
  [property]: { ...(inputs[property] as Properties | undefined), ...wrong },
});

const inDomain = (what: string, property: string, wrong: Properties): Mutation => ({
  ...{ rule: "search-settings", type: domain, what },
  inputs: within(property, wrong),
});

const afterUp: readonly Phase[] = ["after up"];
const manyTags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag${index}`, "x" as Value]));

export const valueMutations: readonly Mutation[] = [
  ...slips("database-settings", database, [
    ["an engine that RDS does not have", { engine: "postgress" }],
    ["a class without such a size", { instanceClass: "db.t4g.smal" }],
    ["a class without its prefix", { instanceClass: "t4g.small" }],
    ["a storage type that RDS does not have", { storageType: "gp33" }],
    ["a major version that the engine does not have", { engineVersion: "99" }],
    ["less storage than the type has", { allocatedStorage: 10 }],
    ["a limit of storage below the storage", { maxAllocatedStorage: 15 }],
    ["a limit of storage just above the storage", { maxAllocatedStorage: 21 }],
    ["a master password with a slash", { password: "long/enough" }],
    ["a master password with an at sign", { password: "long@enough" }],
    ["a master password with a quotation mark", { password: 'long"enough' }],
    ["a master password with a space", { password: "long enough" }],
    ["a master password with an umlaut", { password: "längerals8" }],
    ["a short master password", { password: "short" }],
    ["a master password too long for MySQL", { engine: "mysql", engineVersion: "8.4", password: "x".repeat(42) }],
  ]),
  ...slips("database-settings", parameters, [
    ["a family of a major version that is not there", { family: "postgres99" }],
    ["a family of no engine", { family: "postgress16" }],
    ["a family without a version", { family: "postgres" }],
  ]),
  ...slips("parameter-group-family", database, [["version 15 with parameters for 16", { engineVersion: "15.4" }]]),
  ...slips("parameter-group-family", parameters, [["parameters for 15 with version 16", { family: "postgres15" }]]),
  ...slips(
    "database-changes",
    database,
    [
      ["a lower major version", { engineVersion: "15" }],
      ["less storage than was allocated", { allocatedStorage: 50, maxAllocatedStorage: 0 }],
      ["a major upgrade unasked", { engineVersion: "17", allowMajorVersionUpgrade: false }],
    ],
    { phases: afterUp, stack: "prod" },
  ),
  ...slips("search-settings", domain, [
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
  ...slips(
    "alarm-settings",
    alarm,
    [
      ["a period that is no whole minute", { period: 90 }],
      ["more than a day of short periods", { period: 60, evaluationPeriods: 1441 }],
      ["a dimension without a value", { dimensions: { LoadBalancer: "" } }],
    ],
    { stack: "prod" },
  ),
  ...slips("secret-size", "aws:secretsmanager/secretVersion:SecretVersion", [
    ["a secret of 65,537 bytes", { secretString: `${"ä".repeat(32_768)}x` }],
  ]),
  ...slips("security-group-settings", group, [
    ["a description with an apostrophe", { description: "OpenMetadata's" }],
    ["a description of 256 characters", { description: "x".repeat(256) }],
    ["a name with an umlaut", { name: "Prüfung" }],
  ]),
  ...slips("security-group-settings", ingress, [
    ["a rule's description with a question mark", { description: "Why?" }],
    ["a protocol that EC2 does not know", { ipProtocol: "http" }],
    ["a protocol number beyond 255", { ipProtocol: "256" }],
    ["TCP without ports", { fromPort: null, toPort: null }],
    ["ports the wrong way round", { fromPort: 443, toPort: 80 }],
  ]),
  ...slips("tags", "aws:iam/role:Role", [
    ["51 tags", { tags: manyTags }],
    ["a key of AWS's own", { tags: { "AWS:team": "data" } }],
    ["a key of 129 characters", { tags: { ["k".repeat(129)]: "x" } }],
    ["a key without characters", { tags: { "": "x" } }],
    ["a value of 257 characters", { tags: { team: "x".repeat(257) } }],
    ["a value with an ampersand", { tags: { team: "data & more" } }],
  ]),
];
