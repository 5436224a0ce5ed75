import { isParameterStore } from "../../../openmetadata/environment/secrets-manager";
import { alternatives } from "../../messages/allowed-values";
import { either, set, setCommand, steps } from "../../../problems/commands";
import { contains, isPrivate, overlaps, reservedRange } from "../../aws/address-ranges";
import type { Note, Problem } from "../../../problems/problem";
import type { NetworkConfig } from "../../schema";
import { requiredPrivateEndpoints } from "../../sections/network";
import { fromFirstAddress } from "./address-range";
import { type Findings, rule } from "../rule";
import { isProviderBacked } from "../sign-on/sign-on";

/** The subnets are cut out of the range: it must be large enough, begin where a range of its size begins, and be free. */
export const vpcRange = rule(["network"], ({ network }): Findings => {
  if (network.mode !== "create") return {};
  const key = "network.cidr";
  const found = `"${network.cidr}"`;
  const prefix = Number(network.cidr.split("/")[1]);
  const right = fromFirstAddress(network.cidr);
  const kept = reservedRange(network.cidr);
  const wrong = [
    ...(prefix < 16 || prefix > 20 ? ["a range of /16 to /20"] : []),
    ...(kept === undefined ? [] : [`a range outside of ${kept}`]),
    ...(right === network.cidr ? [] : [`the first address of its range: ${right}`]),
  ];
  const isMended = wrong.length === 1 && right !== network.cidr;
  const fix = set(key, isMended ? right : "10.20.0.0/16");
  if (wrong.length > 0) return { problems: [{ key, found, allowed: wrong.join("; "), fix }] };
  return { notes: rangeNotes(key, network.cidr) };
});

/** Amazon VPC user guide, "VPC CIDR blocks": public ranges are taken, and 172.17.0.0/16 is to be left alone. */
function rangeNotes(key: string, range: string): Note[] {
  if (overlaps(range, "172.17.0.0/16"))
    return [{ key, text: `${range}: other services of AWS use 172.17.0.0/16 and cannot be reached from it` }];
  if (isPrivate(range) || contains("198.19.0.0/16", range)) return [];
  return [{ key, text: `${range}: not a private range; hosts on the internet with these addresses are out of reach` }];
}

/** Zones by name: as many as asked for, of the stack's region, each once. */
export const zonesAreNamed = rule(["network"], ({ network }, { region }) => {
  if (network.mode !== "create" || network.zoneNames === undefined) return {};
  const key = "network.zoneNames";
  const { zoneNames, zones } = network;
  const problems: Problem[] = [];
  if (zoneNames.length !== zones) {
    const fix = set("network.zones", String(zoneNames.length));
    problems.push({
      key,
      found: `a list of ${zoneNames.length} zones`,
      allowed: `${zones}, which is network.zones`,
      fix,
    });
  }
  zoneNames.forEach((name, index) => {
    const at = `${key}[${index}]`;
    const fix = set(at);
    if (zoneNames.indexOf(name) !== index)
      problems.push({ key: at, found: `"${name}", which is there already`, allowed: "each zone once", fix });
    else if (region !== undefined && name.slice(0, -1) !== region)
      problems.push({ key: at, found: `"${name}"`, allowed: `a zone of the stack's region, ${region}`, fix });
  });
  return { problems };
});

/** In a VPC of the user's own the stack makes no endpoints. */
export const endpointsOfAnExistingNetwork = rule(
  ["network", "airflow", "server"],
  ({ network, airflow, server }): Findings => {
    if (network.mode !== "existing") return {};
    const created = airflow.host === "create" ? airflow : undefined;
    const airflowIsClosed = created?.egress === "none";
    if (network.egress !== "none" && !airflowIsClosed) return {};
    const shell = (network.egress === "none" && server.execCommand) || created?.execCommand === true;
    const parameters = server.secretsManager !== undefined && isParameterStore(server.secretsManager);
    const more = [...(parameters ? ["ssm"] : []), ...(shell ? ["ssmmessages"] : [])];
    const services = [...requiredPrivateEndpoints, ...more].join(", ");
    const [key, who] = network.egress === "none" ? ["network.egress", "tasks"] : ["airflow.egress", "Airflow"];
    const text = `"none": the VPC must have the interface endpoints ${services} with private DNS, which let the private subnets in on 443, and a gateway endpoint for S3 in their route tables; without them ${who} cannot start`;
    return { notes: [{ key, text }] };
  },
);

/** NAT is the stack's way to the internet: with a way of one's own it would be paid for and unused. */
export const oneWayOut = rule(["network"], ({ network }) => {
  if (network.mode !== "create" || network.egress !== "existing" || network.nat === "none") return {};
  const allowed = '"none" when network.egress is "existing": the subnets leave by the way that you attach';
  return { problems: [{ key: "network.nat", found: `"${network.nat}"`, allowed, fix: set("network.nat", "none") }] };
});

/** Whether private subnets reach AWS through endpoints alone. */
export const isClosed = (network: NetworkConfig): boolean =>
  network.mode === "existing" ? network.egress === "none" : network.nat === "none" && network.egress !== "existing";

/** A proxy of no protocol would be asked for nothing. */
export const proxyHasAnAddress = rule(["network"], ({ network }) => {
  const { proxy } = network;
  if (proxy === undefined) return {};
  const problems: Problem[] = [];
  if (proxy.http === undefined && proxy.https === undefined) {
    const key = "network.proxy.https";
    const allowed = "required when network.proxy is set, or network.proxy.http";
    const url = "http://HOST:PORT";
    problems.push({
      key,
      allowed,
      fix: steps("Set both", setCommand("network.proxy.http", url), setCommand(key, url)),
    });
  }
  for (const protocol of ["http", "https"] as const) {
    const url = proxy[protocol];
    if (url === undefined || (URL.canParse(url) && !/^(localhost|127\.)/.test(new URL(url).hostname))) continue;
    const key = `network.proxy.${protocol}`;
    const allowed =
      "the address of a proxy that the tasks can reach, with a port up to 65535: localhost is the container itself";
    problems.push({ key, found: JSON.stringify(url), allowed, fix: set(key, "http://HOST:PORT") });
  }
  return { problems };
});

/** The server itself calls an identity provider: tokens, keys, discovery. */
export const providerIsReachable = rule(["network", "auth", "server"], ({ network, auth, server }) => {
  if (!isProviderBacked(auth.mode) || !isClosed(network) || server.egressCidrs.length > 0) return {};
  if (network.proxy?.https !== undefined) return {};
  const how =
    network.mode === "existing" ? 'network.egress is "none"' : 'network.nat is "none" and network.egress is "nat"';
  return {
    problems: [
      {
        key: "auth.mode",
        found: `"${auth.mode}"`,
        allowed: `${alternatives(['"basic"', '"ldap"'])} while ${how}: the server calls the identity provider, which it cannot reach`,
        fix: either(
          steps("Open a way, then say so", setCommand("network.egress", "existing")),
          steps("Or name the networks of yours that it is in", setCommand("server.egressCidrs[0]", "RANGE")),
          steps("Or name the proxy that leads there", setCommand("network.proxy.https", "http://HOST:PORT")),
        ),
      },
    ],
  };
});

function doubled(key: string, ids: readonly string[]): Problem[] {
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const again = ids.flatMap((id, index) => (ids.indexOf(id) === index ? [] : [index]));
  return twice.length === 0
    ? []
    : [
        {
          key,
          found: `a list with ${twice.join(", ")} twice`,
          allowed: "each subnet once, one a zone",
          fix: steps("Set each to a subnet of its own", ...again.map((index) => setCommand(`${key}[${index}]`))),
        },
      ];
}

const noPublicSubnets = (privateSubnetIds: readonly string[]): Problem => ({
  key: "network.publicSubnetIds",
  allowed: "required unless server.internal is true: the load balancer is in them",
  fix: either(
    steps("Set them", ...privateSubnetIds.map((_, index) => setCommand(`network.publicSubnetIds[${index}]`))),
    steps("Or, for a balancer without a public address", setCommand("server.internal", "true")),
  ),
});

/** An internet-facing balancer needs public subnets of its own, in as many zones as the tasks. */
export const existingSubnets = rule(["network", "server"], ({ network, server }) => {
  if (network.mode !== "existing") return {};
  const { privateSubnetIds, publicSubnetIds } = network;
  const key = "network.publicSubnetIds";
  const problems = [...doubled("network.privateSubnetIds", privateSubnetIds), ...doubled(key, publicSubnetIds ?? [])];
  if (publicSubnetIds === undefined)
    return { problems: server.internal ? problems : [...problems, noPublicSubnets(privateSubnetIds)] };
  const both = publicSubnetIds.filter((id) => privateSubnetIds.includes(id));
  if (both.length > 0) {
    problems.push({
      key,
      found: both.join(", "),
      allowed: "subnets that are not in network.privateSubnetIds: a subnet is public or private",
      fix: steps("Set public subnets there", ...both.map((id) => setCommand(`${key}[${publicSubnetIds.indexOf(id)}]`))),
    });
  }
  if (publicSubnetIds.length < privateSubnetIds.length) {
    problems.push({
      key,
      found: `${publicSubnetIds.length} subnets`,
      allowed: `${privateSubnetIds.length}, one in each zone of network.privateSubnetIds: the balancer reaches only zones that it is in`,
      fix: steps(
        "Add what is missing",
        ...privateSubnetIds
          .slice(publicSubnetIds.length)
          .map((_, index) => setCommand(`${key}[${publicSubnetIds.length + index}]`)),
      ),
    });
  }
  return { problems };
});
