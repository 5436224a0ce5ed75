import type { Failure } from "../../../protocol/package";
import { isProperties, type Properties, type Value } from "../../../protocol/wire";
import { isSet, isTrue, quoted, refuse } from "../../rule";
import { largestVolumes } from "./engines";

export const part = (inputs: Properties, name: string): Properties | undefined => {
  const value = inputs[name];
  return isProperties(value) ? value : undefined;
};
/** Availability zones of a domain that is spread over some; the provider fills in 2. */
export const zonesOf = (cluster: Properties): Value => part(cluster, "zoneAwarenessConfig")?.availabilityZoneCount ?? 2;

/** Nodes, masters, options and password of a search domain as CreateDomain takes them. */
export const nodeFailures = (inputs: Properties): Failure[] => [
  ...masterNodeFailures(part(inputs, "clusterConfig") ?? {}),
  ...dataNodeFailures(inputs),
  ...standbyFailures(part(inputs, "clusterConfig") ?? {}),
  ...optionFailures(inputs),
  ...masterPasswordFailures(inputs),
];

/** API reference, ClusterConfig, DedicatedMasterCount: "must be greater than 2 and not 4". */
function masterNodeFailures({
  dedicatedMasterEnabled,
  dedicatedMasterCount,
  dedicatedMasterType,
}: Properties): Failure[] {
  if (!isTrue(dedicatedMasterEnabled)) return [];
  const at = "clusterConfig.dedicatedMasterCount";
  const failures: Failure[] = [];
  if (!isSet(dedicatedMasterType))
    failures.push(...refuse("clusterConfig.dedicatedMasterType", "dedicated masters need dedicatedMasterType"));
  if (!isSet(dedicatedMasterCount)) failures.push(...refuse(at, "dedicated masters need dedicatedMasterCount"));
  if (typeof dedicatedMasterCount === "number" && ![3, 5].includes(dedicatedMasterCount))
    failures.push(...refuse(at, `dedicatedMasterCount is ${dedicatedMasterCount}; allowed: 3 or 5`));
  return failures;
}

/** Developer guide: volumes ("Required if EBSEnabled"), zones, and what burstable instances do not have. */
function dataNodeFailures(inputs: Properties): Failure[] {
  const cluster = part(inputs, "clusterConfig") ?? {};
  const { instanceType, instanceCount, zoneAwarenessEnabled } = cluster;
  const { ebsEnabled, volumeSize } = part(inputs, "ebsOptions") ?? {};
  const zones = zonesOf(cluster);
  const failures: Failure[] = [];
  if (isTrue(ebsEnabled) && !isSet(volumeSize))
    failures.push(...refuse("ebsOptions.volumeSize", "ebsEnabled is on and volumeSize is not given"));
  const largest = largestVolumes[String(instanceType).replace(/\.search$/, "")];
  if (isTrue(ebsEnabled) && largest !== undefined && Number(volumeSize) > largest)
    failures.push(
      ...refuse(
        "ebsOptions.volumeSize",
        `volumeSize is ${Number(volumeSize)}; ${String(instanceType)} takes ${largest} GiB`,
      ),
    );
  if (isTrue(zoneAwarenessEnabled) && typeof instanceCount === "number" && instanceCount < Number(zones))
    failures.push(
      ...refuse(
        "clusterConfig.instanceCount",
        `instanceCount is ${instanceCount}, fewer than the ${Number(zones)} zones`,
      ),
    );
  if (part(inputs, "autoTuneOptions")?.desiredState === "ENABLED" && /^t[23]\./.test(String(instanceType)))
    failures.push(...refuse("autoTuneOptions.desiredState", `Auto-Tune is not supported on ${String(instanceType)}`));
  return failures;
}

/** Developer guide, "Multi-AZ with Standby". */
function standbyFailures(cluster: Properties): Failure[] {
  if (!isTrue(cluster.multiAzWithStandbyEnabled)) return [];
  const { instanceCount, dedicatedMasterEnabled, zoneAwarenessEnabled } = cluster;
  const zones = zonesOf(cluster);
  const needs = (what: string) =>
    refuse("clusterConfig.multiAzWithStandbyEnabled", `Multi-AZ with Standby needs ${what}`);
  const off = (value: Value | undefined) => !isSet(value) || value === false || value === "false";
  return [
    ...(off(dedicatedMasterEnabled) ? needs("dedicated masters") : []),
    ...(off(zoneAwarenessEnabled) || (typeof zones === "number" && zones !== 3) ? needs("three zones") : []),
    ...(typeof instanceCount === "number" && instanceCount % 3 !== 0
      ? needs(`a number of nodes that three divides, found ${instanceCount}`)
      : []),
  ];
}

/** API reference, CreateDomain, AdvancedOptions. */
const advancedOptions = [
  "rest.action.multi.allow_explicit_index",
  "indices.fielddata.cache.size",
  "indices.query.bool.max_clause_count",
  "override_main_response_version",
];

const optionFailures = (inputs: Properties): Failure[] =>
  Object.keys(part(inputs, "advancedOptions") ?? {})
    .filter((name) => !advancedOptions.includes(name))
    .flatMap((name) =>
      refuse("advancedOptions", `advancedOptions has ${quoted(name)}; allowed: ${advancedOptions.join(", ")}`),
    );

/** API reference, MasterUserOptions; the password itself is never told. */
function masterPasswordFailures(inputs: Properties): Failure[] {
  const master = part(part(inputs, "advancedSecurityOptions") ?? {}, "masterUserOptions");
  const password = master?.masterUserPassword;
  if (typeof password !== "string") return [];
  const kinds = [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z0-9]/];
  return password.length >= 8 && kinds.every((kind) => kind.test(password))
    ? []
    : refuse(
        "advancedSecurityOptions.masterUserOptions.masterUserPassword",
        "the master password needs 8 characters, with an upper-case and a lower-case letter, a digit and another sign",
      );
}
