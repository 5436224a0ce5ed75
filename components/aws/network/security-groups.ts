import * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type { Network } from "./network";
import {
  type GroupName,
  type Peer,
  type PlatformPorts,
  type RulesInput,
  type SecurityRule,
  neededGroups,
  securityRules,
} from "./security-rules";
import { type Tags, named } from "../tags";

/** Arguments of {@link SecurityGroups}. */
export interface SecurityGroupsArgs {
  readonly config: RulesInput["config"];
  readonly network: Network;
  readonly ports: PlatformPorts;
  readonly tags: Tags;
}

const descriptions: Readonly<Record<GroupName, string>> = {
  loadBalancer: "Load balancer of OpenMetadata",
  server: "OpenMetadata server",
  airflow: "Airflow",
  database: "Database of OpenMetadata and Airflow",
  search: "Search domain of OpenMetadata",
  storage: "Shared storage of Airflow",
  endpoints: "Interface endpoints of AWS services",
};

const logicalNames: Readonly<Record<GroupName, string>> = {
  loadBalancer: "load-balancer",
  server: "server",
  airflow: "airflow",
  database: "database",
  search: "search",
  storage: "storage",
  endpoints: "endpoints",
};

/**
 * The security groups of the stack. Each is made empty and every rule is a resource of its own, from group to group for
 * exactly the ports used: server and Airflow refer to each other, which rules inside the groups could not.
 */
export class SecurityGroups extends pulumi.ComponentResource {
  readonly loadBalancer: ec2.SecurityGroup;
  readonly server: ec2.SecurityGroup;
  /** Groups of what the stack makes; undefined for what is yours. */
  readonly airflow?: ec2.SecurityGroup;
  readonly storage?: ec2.SecurityGroup;
  readonly database?: ec2.SecurityGroup;
  readonly search?: ec2.SecurityGroup;
  /** Every rule. Everything that connects depends on them. */
  readonly rules: pulumi.Resource[];

  constructor(name: string, args: SecurityGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:SecurityGroups", name, {}, opts);
    const { config, network, ports, tags } = args;
    const input: RulesInput = {
      config,
      ports,
      reachesInternet: network.reachesInternet,
      hasEndpoints: network.endpointSecurityGroupId !== undefined,
    };

    const groups = new Map<GroupName, ec2.SecurityGroup>();
    for (const group of neededGroups(input).filter((each) => each !== "endpoints")) {
      const groupName = `${name}-${logicalNames[group]}`;
      groups.set(
        group,
        new ec2.SecurityGroup(
          groupName,
          { vpcId: network.vpcId, description: descriptions[group], tags: named(tags, groupName) },
          { parent: this },
        ),
      );
    }
    this.loadBalancer = groups.get("loadBalancer")!;
    this.server = groups.get("server")!;
    this.airflow = groups.get("airflow");
    this.storage = groups.get("storage");
    this.database = groups.get("database");
    this.search = groups.get("search");

    const groupId = (group: GroupName): pulumi.Output<string> =>
      group === "endpoints" ? network.endpointSecurityGroupId! : groups.get(group)!.id;
    this.rules = securityRules(input).map((rule) =>
      securityRule(`${name}-${rule.name}`, rule, groupId, network, tags, this),
    );
    this.registerOutputs();
  }
}

function securityRule(
  name: string,
  rule: SecurityRule,
  groupId: (group: GroupName) => pulumi.Output<string>,
  network: Network,
  tags: Tags,
  parent: pulumi.Resource,
): pulumi.Resource {
  const { holder, peer, port, description } = rule;
  const rulesArgs = {
    securityGroupId: "group" in holder ? groupId(holder.group) : holder.existingGroup,
    ...peerArgs(peer, groupId, network),
    ...(port === "everything"
      ? { ipProtocol: "-1" }
      : {
          ipProtocol: "tcp",
          fromPort: port === "every-port" ? 0 : port,
          toPort: port === "every-port" ? 65535 : port,
        }),
    description,
    tags: named(tags, name),
  };
  return rule.direction === "ingress"
    ? new vpc.SecurityGroupIngressRule(name, rulesArgs, { parent })
    : new vpc.SecurityGroupEgressRule(name, rulesArgs, { parent });
}

function peerArgs(peer: Peer, groupId: (group: GroupName) => pulumi.Output<string>, network: Network) {
  if ("group" in peer) return { referencedSecurityGroupId: groupId(peer.group) };
  if ("existingGroup" in peer) return { referencedSecurityGroupId: peer.existingGroup };
  if ("cidr" in peer) return { cidrIpv4: peer.cidr };
  return "vpc" in peer ? { cidrIpv4: network.vpcCidr } : { prefixListId: network.s3PrefixListId };
}
