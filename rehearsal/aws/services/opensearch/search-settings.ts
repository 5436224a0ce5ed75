import { apiReference } from "../../source";
import type { Failure } from "../../../protocol/package";
import { isProperties, unknown, type Properties, type Value } from "../../../protocol/wire";
import { isTrue, quoted, type Rule } from "../../rule";
import { hasVersion, instanceTypes, withOwnDisks } from "./engines";
import { nodeFailures, part, zonesOf } from "./search-nodes";

const domain = "aws:opensearch/domain:Domain";

/** Least GiB of a volume of any instance type; developer guide, "EBS volume size quotas". */
const leastVolume = 10;

const isKnownOff = (value: Value | undefined) => value !== unknown && !isTrue(value);
const isMissing = (value: Value | undefined) => value === undefined || value === null || value === "";

function engineFailures({ engineVersion }: Properties): Failure[] {
  return typeof engineVersion !== "string" || hasVersion(engineVersion)
    ? []
    : [
        {
          property: "engineVersion",
          reason: `engineVersion is ${quoted(engineVersion)}; it must be one that the service has, such as OpenSearch_2.19`,
        },
      ];
}

function instanceFailures(inputs: Properties): Failure[] {
  const cluster = part(inputs, "clusterConfig") ?? {};
  return ["instanceType", "dedicatedMasterType"].flatMap((name) => {
    const type = cluster[name];
    return typeof type !== "string" || instanceTypes.test(type)
      ? []
      : [
          {
            property: `clusterConfig.${name}`,
            reason: `${name} is ${quoted(type)}; it must be <family>.<size>.search, such as m7g.large.search`,
          },
        ];
  });
}

function volumeFailures(inputs: Properties): Failure[] {
  const options = part(inputs, "ebsOptions");
  if (!options || !isTrue(options.ebsEnabled)) return [];
  const size = options.volumeSize;
  const type = part(inputs, "clusterConfig")?.instanceType;
  const found: Failure[] = [];
  if (typeof size === "number" && size < leastVolume)
    found.push({
      property: "ebsOptions.volumeSize",
      reason: `volumeSize is ${size}; at least ${leastVolume} GiB are needed`,
    });
  if (typeof type === "string" && withOwnDisks.test(type))
    found.push({ property: "ebsOptions.ebsEnabled", reason: `${type} has disks of its own and takes no EBS volume` });
  return found;
}

/** One subnet, or as many as the domain has availability zones. */
function zoneFailures(inputs: Properties): Failure[] {
  const subnets = part(inputs, "vpcOptions")?.subnetIds;
  const cluster = part(inputs, "clusterConfig") ?? {};
  const { zoneAwarenessEnabled: aware } = cluster;
  const zones = zonesOf(cluster);
  if (!Array.isArray(subnets) || aware === unknown || zones === unknown) return [];
  const needed = isTrue(aware) ? Number(zones) : 1;
  return subnets.length === needed
    ? []
    : [
        {
          property: "vpcOptions.subnetIds",
          reason: `the domain has ${subnets.length} subnets and ${needed} availability zones: it needs a subnet in each`,
        },
      ];
}

/** Developer guide, "Fine-grained access control": what it cannot be without. */
function accessFailures(inputs: Properties): Failure[] {
  const security = part(inputs, "advancedSecurityOptions");
  if (!security || !isTrue(security.enabled)) return [];
  const without = (property: string, what: string) => ({
    property,
    reason: `fine-grained access control needs ${what}`,
  });
  const found: Failure[] = [];
  const off = (name: string, flag: string, otherwise: Value = false) => {
    const options = inputs[name];
    return options !== unknown && isKnownOff(isProperties(options) ? (options[flag] ?? otherwise) : false);
  };
  if (off("encryptAtRest", "enabled")) found.push(without("encryptAtRest.enabled", "encryption at rest"));
  if (off("nodeToNodeEncryption", "enabled"))
    found.push(without("nodeToNodeEncryption.enabled", "encryption between nodes"));
  // The provider fills in true, where the block is there at all.
  if (off("domainEndpointOptions", "enforceHttps", true))
    found.push(without("domainEndpointOptions.enforceHttps", "HTTPS for every request"));
  return [...found, ...masterFailures(security)];
}

/** API reference, MasterUserOptions: a name and password in the internal database, or the ARN of a user outside of it. */
function masterFailures(security: Properties): Failure[] {
  const at = "advancedSecurityOptions.masterUserOptions";
  const { masterUserOptions: master, internalUserDatabaseEnabled: internal } = security;
  if (master === unknown || internal === unknown || (isMissing(master) && !isMissing(security.jwtOptions))) return [];
  const given = isProperties(master) ? master : {};
  const needed = isTrue(internal) ? ["masterUserName", "masterUserPassword"] : ["masterUserArn"];
  const missing = needed.filter((name) => isMissing(given[name]) && isMissing(given[`${name}Wo`]));
  return missing.length === 0
    ? []
    : [
        {
          property: at,
          reason: `fine-grained access control needs a master user: ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing`,
        },
      ];
}

export const searchSettings: Rule = {
  name: "search-settings",
  refuses: "a version, nodes, volume, zones, options or access control that a search domain cannot have",
  source: apiReference("OpenSearch", "CreateDomain"),
  check: ({ type, inputs }) =>
    type === domain
      ? [engineFailures, instanceFailures, volumeFailures, zoneFailures, accessFailures, nodeFailures].flatMap((find) =>
          find(inputs),
        )
      : [],
};
