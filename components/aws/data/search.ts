import * as pulumi from "@pulumi/pulumi";
import * as iam from "@pulumi/aws/iam";
import * as opensearch from "@pulumi/aws/opensearch";
import type { SearchConfig } from "../../../config/schema";
import { createdSearchUser, searchSettings } from "../../../config/server-settings";
import type { SearchSettings } from "../../../openmetadata/settings";
import type { AwsLocation } from "../location";
import { autonamed, awsName } from "../naming";
import { type PolicyStatement, policyDocument } from "../tasks/policy-document";
import { SearchLogs, type SearchLogsArgs } from "./search-logs";
import { dataZones } from "./search-zones";
import { searchActions } from "../tasks/task-roles";
import { type Tags, named } from "../tags";

/** How the server logs in to a created domain. */
export type SearchAccess =
  /** Requests signed as this role, the server's task role. */
  | { readonly kind: "role"; readonly roleArn: pulumi.Input<string> }
  /** The domain's own user with this password, a secret. */
  | { readonly kind: "password"; readonly password: pulumi.Input<string> };

/** Arguments of {@link Search}. */
export interface SearchArgs {
  /** Section `search` of stack config. */
  readonly config: SearchConfig;
  readonly location: AwsLocation;
  /** Private subnets, one a zone; the domain takes as many as it has zones. */
  readonly subnetIds: ReadonlyArray<pulumi.Input<string>>;
  /** Group of a created domain. */
  readonly securityGroupId?: pulumi.Input<string>;
  /** Login to a created domain. */
  readonly access: SearchAccess;
  /** Where the domain's logs go; it keeps none when absent. */
  readonly logs?: SearchLogsArgs;
  /** Refuse to delete the domain. */
  readonly dataProtection: boolean;
  readonly tags: Tags;
}

type CreatedSearchArgs = SearchArgs & { readonly config: Extract<SearchConfig, { mode: "create" }> };

/**
 * The search cluster of the server: an OpenSearch domain in the VPC (encrypted, HTTPS only, with access control inside
 * the domain), or yours.
 *
 * Access control inside the domain is always on: AWS cannot turn it off again, so a release that signs its requests
 * takes over the domain of one that did not without a new domain.
 *
 * Cost: the instance type's price for each node (m7g.large.search about 99 USD a month) and 0.122 USD a GiB and month.
 */
export class Search extends pulumi.ComponentResource {
  readonly engine: SearchSettings["engine"];
  readonly host: pulumi.Output<string>;
  readonly port: number;
  readonly scheme: "http" | "https";
  readonly login: SearchSettings["login"];
  /** What a task that connects waits for. */
  readonly ready: pulumi.Resource[];
  /** The domain; undefined when the cluster is yours. */
  readonly domain?: opensearch.Domain;
  /** ARN of the domain that the task role may call; undefined when requests are not signed. */
  readonly signedDomainArn?: pulumi.Output<string>;

  constructor(name: string, args: SearchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:Search", name, {}, opts);
    const { config, location } = args;
    const own = config.mode === "create" ? { ...args, config } : undefined;
    const created = own && this.create(name, own);
    const signed = args.access.kind === "role";
    const settings = searchSettings(config, { host: created?.endpoint ?? "", signed, region: location.region });
    this.engine = settings.engine;
    this.host = pulumi.output(settings.host);
    this.port = settings.port;
    this.scheme = settings.scheme;
    this.login = settings.login;
    this.ready = [];
    if (created && own) {
      this.domain = created;
      this.ready.push(created, this.accessPolicy(name, created, own));
      if (signed) this.signedDomainArn = created.arn;
    } else if (config.mode === "existing" && config.login === "iam" && config.domainArn) {
      this.signedDomainArn = pulumi.output(config.domainArn);
    }
    this.registerOutputs();
  }

  private create(name: string, args: CreatedSearchArgs): opensearch.Domain {
    const { config, access, dataProtection, tags } = args;
    const zones = dataZones(config.nodes, args.subnetIds.length);
    const serviceLinkedRole = this.serviceLinkedRole(name, config);
    const logs = args.logs && new SearchLogs(`${name}-logs`, args.logs, { parent: this });
    return new opensearch.Domain(
      // 28 characters at most, so the part's own name is left out.
      autonamed(awsName(name).replace(/-search$/, ""), 28),
      {
        engineVersion: `OpenSearch_${config.version}`,
        clusterConfig: clusterConfig(config, zones),
        ebsOptions: { ebsEnabled: true, volumeType: "gp3", volumeSize: config.storageGiB },
        encryptAtRest: { enabled: true, kmsKeyId: config.kmsKeyArn },
        nodeToNodeEncryption: { enabled: true },
        domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" },
        advancedSecurityOptions: domainLogin(access),
        ...(logs && { logPublishingOptions: logs.options }),
        vpcOptions: {
          subnetIds: args.subnetIds.slice(0, zones),
          securityGroupIds: args.securityGroupId ? [args.securityGroupId] : [],
        },
        tags: named(tags, name),
      },
      {
        parent: this,
        protect: dataProtection,
        dependsOn: [...serviceLinkedRole, ...(logs?.ready ?? [])],
        customTimeouts: { create: "120m", update: "180m", delete: "90m" },
      },
    );
  }

  private serviceLinkedRole(name: string, { serviceLinkedRole }: CreatedSearchArgs["config"]): iam.ServiceLinkedRole[] {
    if (serviceLinkedRole !== "create") return [];
    const role = {
      awsServiceName: "opensearchservice.amazonaws.com",
      description: "Lets OpenSearch domains have addresses in a VPC",
    };
    return [new iam.ServiceLinkedRole(`${name}-service-linked-role`, role, { parent: this })];
  }

  /**
   * Who may call the domain, a resource of its own since it names the domain. A password is not IAM's to see: there the
   * policy lets every caller of the VPC through to the domain's own login, as AWS prescribes.
   */
  private accessPolicy(
    name: string,
    domain: opensearch.Domain,
    { access, config }: CreatedSearchArgs,
  ): opensearch.DomainPolicy {
    const statement: PolicyStatement = {
      sid: "Search",
      actions: searchActions,
      principals: access.kind === "role" ? { aws: [access.roleArn, ...config.adminRoleArns] } : "*",
      resources: [pulumi.interpolate`${domain.arn}/*`],
    };
    return new opensearch.DomainPolicy(
      name,
      { domainName: domain.domainName, accessPolicies: policyDocument([statement]) },
      { parent: this, deletedWith: domain },
    );
  }
}

/** Nodes that hold data, those that only lead, and the zones they are spread over. */
const clusterConfig = (config: CreatedSearchArgs["config"], zones: number) => ({
  instanceType: config.instanceType,
  instanceCount: config.nodes,
  ...(config.managers > 0 && {
    dedicatedMasterEnabled: true,
    dedicatedMasterCount: config.managers,
    dedicatedMasterType: config.managerInstanceType,
  }),
  zoneAwarenessEnabled: zones > 1,
  ...(zones > 1 ? { zoneAwarenessConfig: { availabilityZoneCount: zones } } : {}),
});

/** Nobody without a login; the first one is a role, or a user of the domain's own with a password. */
const domainLogin = (access: SearchArgs["access"]) => ({
  enabled: true,
  anonymousAuthEnabled: false,
  internalUserDatabaseEnabled: access.kind === "password",
  masterUserOptions:
    access.kind === "role"
      ? { masterUserArn: access.roleArn }
      : { masterUserName: createdSearchUser, masterUserPassword: access.password },
});
