import type { ChangeEntry } from "../report/document";
import type { Downtime, StateChange } from "./consequences";

interface Estimate {
  readonly minutes: readonly [number, number];
  readonly basis: string;
}

/** A figure that nobody published and nobody here measured on an account. */
export const estimated = (least: number, most: number, of: string): Estimate => ({
  minutes: [least, most],
  basis: `our estimate of ${of}`,
});

/** A change of a type that interrupts it: which properties, how long, and what is said. */
interface Interruption extends Estimate {
  readonly type: RegExp;
  readonly service: string;
  readonly properties: RegExp;
}

/** Of a database with a standby ("Failing over a Multi-AZ DB instance", RDS User Guide: typically 60 to 120 seconds). */
const failover: Estimate = { minutes: [1, 2], basis: "60 to 120 s of a failover (Amazon RDS User Guide, Multi-AZ)" };

/**
 * What AWS interrupts for (RDS User Guide, "Settings for DB instances"; Elastic Load Balancing, "Application Load
 * Balancers"). A search domain changes by a second set of nodes and goes on answering.
 */
const interruptions: readonly Interruption[] = [
  {
    type: /^aws:rds\/instance:/,
    service: "database",
    properties: /^(instanceClass|dbSubnetGroupName|networkType|port|caCertIdentifier)$/,
    ...estimated(2, 10, "a restart of the database instance"),
  },
  {
    type: /^aws:rds\/instance:/,
    service: "database",
    properties: /^(engineVersion|allowMajorVersionUpgrade)$/,
    ...estimated(5, 30, "an upgrade of the database engine, which grows with the number of tables"),
  },
  {
    type: /^aws:efs\/mountTarget:/,
    service: "shared files",
    properties: /^(securityGroups|ipAddress)$/,
    ...estimated(0, 1, "clients that connect again"),
  },
];

const replaced: readonly (Estimate & { readonly type: RegExp; readonly service: string; readonly why: string })[] = [
  {
    type: /^aws:lb\/loadBalancer:/,
    service: "address",
    why: "the load balancer is replaced and has another host name",
    ...estimated(2, 10, "making a balancer, and names that still lead to the old one"),
  },
  {
    type: /^aws:lb\/(listener|targetGroup):/,
    service: "address",
    why: "the load balancer's way to the server is replaced",
    ...estimated(1, 5, "the first healthy answer behind the new listener or target group"),
  },
  {
    type: /^aws:rds\/instance:/,
    service: "database",
    why: "the database is replaced",
    ...estimated(10, 30, "making an empty database instance; to restore a snapshot takes longer"),
  },
  {
    type: /^aws:opensearch\/domain:/,
    service: "search",
    why: "the search domain is replaced",
    ...estimated(15, 60, "making a domain and reindexing a catalog of ordinary size"),
  },
  {
    type: /^aws:ec2\/(vpc|subnet):/,
    service: "network",
    why: "the network is replaced",
    ...estimated(10, 60, "making all that is in the network again"),
  },
  {
    type: /^aws:ec2\/natGateway:/,
    service: "way out",
    why: "the NAT gateway is replaced",
    ...estimated(1, 5, "making a NAT gateway and routing to it"),
  },
  {
    type: /^aws:servicediscovery\//,
    service: "names",
    why: "private names are made again",
    ...estimated(1, 5, "names that are looked up again"),
  },
];

/** What a change of a database, files, an address, the network or private names stops, and for how long. */
export const storeDowntime = (entry: ChangeEntry, { base }: StateChange): Downtime[] => {
  if (entry.op === "replace" || entry.op === "delete")
    return replaced
      .filter(({ type }) => type.test(entry.type))
      .map(({ service, why, minutes, basis }) =>
        entry.op === "delete"
          ? {
              service,
              what: "gone" as const,
              why: [why.replace("replaced", "deleted").replace("are made again", "are gone")],
            }
          : {
              service,
              what: "stops" as const,
              minutes,
              basis,
              why: [`${why} (${entry.replaceKeys.join(", ") || "by the provider"})`],
            },
      );
  if (entry.op !== "update") return [];
  const two = base.some(({ urn, inputs }) => urn === entry.urn && inputs?.multiAz === true);
  return interruptions
    .filter(
      ({ type, properties }) => type.test(entry.type) && entry.properties.some(({ path }) => properties.test(path)),
    )
    .map(({ service, properties, minutes, basis }) => ({
      service,
      what: "stops" as const,
      // With a standby the other zone takes over.
      ...(two && minutes[0] === 2 ? failover : { minutes, basis }),
      why: entry.properties
        .filter(({ path }) => properties.test(path))
        .map(({ path, before, after }) => `${path} ${String(before ?? "(none)")} → ${String(after ?? "(none)")}`),
    }));
};
