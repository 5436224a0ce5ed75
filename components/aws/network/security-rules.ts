import type { PlainStackConfig } from "../../../config/schema";
import { calledPorts } from "./called-ports";
import { everywhere, privateRanges } from "./cidr";

/** Security groups of the stack. */
export type GroupName = "loadBalancer" | "server" | "airflow" | "database" | "search" | "storage" | "endpoints";

/** The other end of a rule. */
export type Peer =
  | { readonly group: GroupName }
  /** A group of yours. */
  | { readonly existingGroup: string }
  | { readonly cidr: string }
  /** The address range of the VPC. */
  | { readonly vpc: true }
  /** Addresses of S3 in the region. */
  | { readonly s3: true };

/** One rule of one group. */
export interface SecurityRule {
  /** Unique and stable: `database-from-server`. */
  readonly name: string;
  readonly holder: { readonly group: GroupName } | { readonly existingGroup: string };
  readonly direction: "ingress" | "egress";
  readonly peer: Peer;
  /** One port of TCP; every port of TCP; every protocol. */
  readonly port: number | "every-port" | "everything";
  readonly description: string;
}

/** Ports that processes of this release line listen on. */
export interface PlatformPorts {
  /** Server's API and UI. */
  readonly server: number;
  /** Server's health endpoint. */
  readonly serverHealth: number;
  /** Airflow's own web server. */
  readonly airflow: number;
  /** What the server calls: Airflow 3's gateway, on Airflow 2 Airflow itself. */
  readonly airflowFromServer: number;
}

/** What decides which groups and rules there are. */
export interface RulesInput {
  readonly config: Pick<PlainStackConfig, "network" | "domain" | "database" | "search" | "airflow" | "server" | "auth">;
  readonly ports: PlatformPorts;
  /** Whether private subnets reach the internet; else only AWS's endpoints. */
  readonly reachesInternet: boolean;
  /** Whether the stack makes interface endpoints. */
  readonly hasEndpoints: boolean;
}

const https = 443;
const nfs = 2049;

const slug = (text: string): string =>
  text
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");

const peerName = (peer: Peer): string => {
  if ("group" in peer) return slug(peer.group);
  if ("existingGroup" in peer) return peer.existingGroup.replace(/^sg-/, "group-");
  if ("cidr" in peer) return slug(peer.cidr);
  return "vpc" in peer ? "vpc" : "s3";
};

type Holder = SecurityRule["holder"];

const rule = (
  holder: Holder,
  direction: SecurityRule["direction"],
  peer: Peer,
  port: SecurityRule["port"],
  description: string,
): SecurityRule => {
  const suffix = port === "everything" || port === "every-port" ? port : String(port);
  return {
    name: `${peerName(holder)}-${direction === "ingress" ? "from" : "to"}-${peerName(peer)}-${suffix}`,
    holder,
    direction,
    peer,
    port,
    description,
  };
};

const ingress = (holder: Holder, peer: Peer, port: SecurityRule["port"], description: string) =>
  rule(holder, "ingress", peer, port, description);
const egress = (holder: Holder, peer: Peer, port: SecurityRule["port"], description: string) =>
  rule(holder, "egress", peer, port, description);

/** Both ends of a connection from one group to another. */
const connection = (from: Holder, to: Holder, port: number, description: string): SecurityRule[] => [
  egress(from, to, port, description),
  ingress(to, from, port, description),
];

const group = (name: GroupName): { readonly group: GroupName } => ({ group: name });
/** Something of yours that has no group here: in this VPC or in a network joined to it, never on the internet. */
const toJoinedNetworks = (from: GroupName, port: number, description: string): SecurityRule[] =>
  privateRanges.map((cidr) => egress(group(from), { cidr }, port, description));

function loadBalancerRules({ config, ports }: RulesInput): SecurityRule[] {
  const { server, domain } = config;
  const clients: Peer[] = server.allowedCidrs?.map((cidr) => ({ cidr })) ?? [
    server.internal ? { vpc: true } : { cidr: everywhere },
  ];
  return [
    ...clients.flatMap((peer) => [
      ingress(group("loadBalancer"), peer, 80, domain ? "Browsers, sent on to HTTPS" : "Browsers"),
      ...(domain ? [ingress(group("loadBalancer"), peer, https, "Browsers")] : []),
    ]),
    ...connection(group("loadBalancer"), group("server"), ports.server, "Requests to the server"),
    ...(ports.serverHealth === ports.server
      ? []
      : connection(group("loadBalancer"), group("server"), ports.serverHealth, "Health of the server")),
  ];
}

function databaseRules({ config }: RulesInput): SecurityRule[] {
  const { database, airflow } = config;
  const clients: GroupName[] = airflow.host === "create" ? ["server", "airflow"] : ["server"];
  const usual = database.engine === "postgres" ? 5432 : 3306;
  const port = database.mode === "existing" ? (database.port ?? usual) : usual;
  if (database.mode === "existing" && !database.securityGroupId) {
    return clients.flatMap((client) => toJoinedNetworks(client, port, "Your database"));
  }
  const target: Holder =
    database.mode === "existing" ? { existingGroup: database.securityGroupId! } : group("database");
  return clients.flatMap((client) => connection(group(client), target, port, `Database of ${client}`));
}

function searchRules({ config: { search } }: RulesInput): SecurityRule[] {
  if (search.mode === "create") {
    return connection(group("server"), group("search"), https, "Search");
  }
  return search.securityGroupId
    ? connection(group("server"), { existingGroup: search.securityGroupId }, search.port, "Search")
    : toJoinedNetworks("server", search.port, "Your search cluster");
}

function createdAirflowRules({ config: { airflow }, ports }: RulesInput): SecurityRule[] {
  // Other tasks of Airflow come by the gateway alone: Airflow's own port answers the managed APIs without a login.
  const isSplit = airflow.host === "create" && airflow.topology === "split";
  const amongTasks = isSplit ? ports.airflowFromServer : ports.airflow;
  return [
    ...connection(group("server"), group("airflow"), ports.airflowFromServer, "Managed APIs"),
    ...connection(group("airflow"), group("server"), ports.server, "Metadata API"),
    ...connection(group("airflow"), group("airflow"), amongTasks, "Airflow among its own tasks"),
    ...connection(group("airflow"), group("storage"), nfs, "DAGs, generated configs and logs"),
  ];
}

/** An Airflow in this VPC calls the server itself, one elsewhere the load balancer (config/server-settings.ts). */
function existingAirflowRules({ config: { airflow, domain }, ports }: RulesInput): SecurityRule[] {
  if (airflow.host !== "existing") return [];
  const { securityGroupId, cidr, endpoint } = airflow;
  const url = endpoint ? new URL(endpoint) : undefined;
  const port = url ? Number(url.port || (url.protocol === "https:" ? https : 80)) : undefined;
  const theirs: Peer | undefined = securityGroupId ? { existingGroup: securityGroupId } : cidr ? { cidr } : undefined;
  return [
    ...(securityGroupId && airflow.angles.length > 0
      ? connection({ existingGroup: securityGroupId }, group("server"), ports.server, "Metadata API for your Airflow")
      : []),
    ...(!securityGroupId && cidr && airflow.angles.length > 0
      ? [ingress(group("loadBalancer"), { cidr }, domain ? https : 80, "Metadata API for your Airflow")]
      : []),
    ...(port === undefined || port === https
      ? []
      : theirs
        ? [egress(group("server"), theirs, port, "Managed APIs of your Airflow")]
        : toJoinedNetworks("server", port, "Managed APIs of your Airflow")),
    ...(port !== undefined && securityGroupId
      ? [ingress({ existingGroup: securityGroupId }, group("server"), port, "Managed APIs")]
      : []),
    ...(port === https && securityGroupId
      ? [egress(group("server"), { existingGroup: securityGroupId }, https, "Managed APIs of your Airflow")]
      : []),
  ];
}

/** The proxy that the tasks go out by: an address, a group, or somewhere in the networks joined to this one. */
function proxyRules({ config: { network, airflow } }: RulesInput): SecurityRule[] {
  const { proxy } = network;
  if (proxy === undefined) return [];
  const clients: GroupName[] = airflow.host === "create" ? ["server", "airflow"] : ["server"];
  const urls = [proxy.http, proxy.https].flatMap((url) => (url === undefined ? [] : [new URL(url)]));
  return urls.flatMap(({ hostname, port }) =>
    clients.flatMap((client) => {
      // A URL drops the usual port.
      const number = Number(port || 80);
      if (proxy.securityGroupId)
        return connection(group(client), { existingGroup: proxy.securityGroupId }, number, "Proxy");
      return /^\d+(\.\d+){3}$/.test(hostname)
        ? [egress(group(client), { cidr: `${hostname}/32` }, number, "Proxy")]
        : toJoinedNetworks(client, number, "Proxy");
    }),
  );
}

/** AWS's own services without the internet: a created VPC's endpoints, or what an existing VPC has. */
function awsServiceRules(from: GroupName, { config, hasEndpoints }: RulesInput): SecurityRule[] {
  const toS3 = egress(group(from), { s3: true }, https, "Image layers in S3");
  if (config.network.mode === "existing") {
    return [egress(group(from), { vpc: true }, https, "Endpoints of AWS services"), toS3];
  }
  return [...(hasEndpoints ? [egress(group(from), group("endpoints"), https, "Endpoints of AWS services")] : []), toS3];
}

function serverEgressRules(input: RulesInput): SecurityRule[] {
  const { auth, server } = input.config;
  const called = calledPorts(input.config);
  return [
    ...(input.reachesInternet
      ? [
          egress(group("server"), { cidr: everywhere }, https, "AWS services and the identity provider"),
          ...called.map(({ port, description }) => egress(group("server"), { cidr: everywhere }, port, description)),
        ]
      : [
          ...awsServiceRules("server", input),
          ...called.flatMap(({ port, description }) => toJoinedNetworks("server", port, description)),
        ]),
    ...(auth.mode === "ldap" && auth.ldap ? toJoinedNetworks("server", auth.ldap.port, "Directory") : []),
    ...server.egressCidrs.map((cidr) => egress(group("server"), { cidr }, "every-port", "Your networks")),
  ];
}

function airflowEgressRules(input: RulesInput): SecurityRule[] {
  const { airflow } = input.config;
  if (airflow.host !== "create") return [];
  const ranges = airflow.egressCidrs.map((cidr) => egress(group("airflow"), { cidr }, "every-port", "Sources"));
  if (airflow.egress === "none" || !input.reachesInternet) {
    return [...ranges, ...awsServiceRules("airflow", input)];
  }
  return [
    ...ranges,
    airflow.egress === "all"
      ? egress(group("airflow"), { cidr: everywhere }, "everything", "AWS services and sources")
      : egress(group("airflow"), { cidr: everywhere }, https, "AWS services and sources"),
  ];
}

function endpointRules({ config, hasEndpoints }: RulesInput): SecurityRule[] {
  const clients: GroupName[] = config.airflow.host === "create" ? ["server", "airflow"] : ["server"];
  return hasEndpoints
    ? clients.map((client) => ingress(group("endpoints"), group(client), https, `AWS services for ${client}`))
    : [];
}

/** The groups that a configuration needs. */
export const neededGroups = ({ config, hasEndpoints }: RulesInput): GroupName[] => [
  "loadBalancer",
  "server",
  ...(config.airflow.host === "create" ? (["airflow", "storage"] as const) : []),
  ...(config.database.mode === "create" ? (["database"] as const) : []),
  ...(config.search.mode === "create" ? (["search"] as const) : []),
  ...(hasEndpoints ? (["endpoints"] as const) : []),
];

/** Every rule, by exactly the ports used; a rule that two parts need is there once. */
export function securityRules(input: RulesInput): SecurityRule[] {
  const rules = [
    ...loadBalancerRules(input),
    ...databaseRules(input),
    ...searchRules(input),
    ...(input.config.airflow.host === "create" ? createdAirflowRules(input) : existingAirflowRules(input)),
    ...serverEgressRules(input),
    ...airflowEgressRules(input),
    ...proxyRules(input),
    ...endpointRules(input),
  ];
  const unique = [...new Map(rules.map((each) => [each.name, each])).values()];
  return unique.filter((each) => !unique.some((other) => covers(other, each)));
}

/** Whether `wide` lets out everything that `narrow` does: the same group, to everywhere instead of some range. */
const covers = (wide: SecurityRule, narrow: SecurityRule): boolean =>
  wide !== narrow &&
  wide.direction === "egress" &&
  narrow.direction === "egress" &&
  "cidr" in wide.peer &&
  wide.peer.cidr === everywhere &&
  "cidr" in narrow.peer &&
  peerName(wide.holder) === peerName(narrow.holder) &&
  (wide.port === "everything" || wide.port === narrow.port);
