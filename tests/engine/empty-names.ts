import type { Thing } from "../../rehearsal/protocol/cloud";
import { isProperties, type Value } from "../../rehearsal/protocol/wire";

/** Outputs by which others know a thing, and which AWS fills in for every one that has them. */
const naming =
  /^(arn|arnSuffix|name|identifier|family|bucket|domainName|address|endpoint|dashboardEndpoint|dnsName|mountTargetDnsName|repositoryUrl|fqdn|zoneId|hostedZoneId|vpcId|namespaceId|secretArn|fileSystemArn|domainId|resourceId)$/;

/** Beginnings of ARNs whose last part, the name, is missing, and hosts whose first part is. */
const holes = [/\barn:[\w:/.-]*[:/](?![\w:/.*<-])/, /(?<![\w.])\.[\w-]+(\.[\w-]+)*\.amazonaws\.com/];

function* leaves(value: Value | undefined, at: string): Generator<[string, Value]> {
  if (Array.isArray(value)) for (const item of value) yield* leaves(item, at);
  else if (isProperties(value))
    for (const [name, inner] of Object.entries(value)) yield* leaves(inner, `${at}.${name}`);
  else if (value !== undefined) yield [at, value];
}

/** What has no name in an account although it should: one line for each such identifier, output, ARN, host and dimension. */
export const emptyNames = (things: readonly Thing[]): string[] =>
  things.flatMap(({ type, id, urn, inputs, outputs }) => {
    const of = `${type} ${urn.split("::").pop()}`;
    const unnamed = Object.keys(outputs).filter((name) => naming.test(name) && outputs[name] === "");
    const texts = [...leaves(inputs, "inputs"), ...leaves(outputs, "outputs")];
    return [
      ...(id === "" ? [`${of} has no identifier`] : []),
      ...unnamed.map((name) => `${of}: ${name} is empty`),
      ...texts
        .filter(([, text]) => typeof text === "string" && holes.some((hole) => hole.test(text)))
        .map(([at]) => `${of}: ${at} holds an ARN or a host without its name`),
      ...[...leaves(inputs.dimensions, "dimensions")]
        .filter(([, text]) => text === "")
        .map(([at]) => `${of}: ${at} is empty`),
    ];
  });
