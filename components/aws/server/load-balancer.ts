import * as pulumi from "@pulumi/pulumi";
import * as lb from "@pulumi/aws/lb";
import { autonamed } from "../naming";
import { type Tags, named } from "../tags";
import { idleSeconds } from "../../../openmetadata/tasks/ports";

/** Arguments of {@link LoadBalancer}. */
export interface LoadBalancerArgs {
  readonly vpcId: pulumi.Input<string>;
  /** Subnets in which it listens, one a zone: public ones unless `internal`. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly securityGroupId: pulumi.Input<string>;
  /** It has no public address. */
  readonly internal: boolean;
  /** Certificate of the HTTPS listener; HTTP only when absent. */
  readonly certificateArn?: pulumi.Input<string>;
  /** Port of the container behind it. */
  readonly targetPort: number;
  /** What tells a healthy target: a path on the container that answers 200. */
  readonly health: { readonly port: number; readonly path: string };
  /** One browser stays with one target. */
  readonly stickySessions: boolean;
  /** AWS refuses to delete it, and the engine to replace it. */
  readonly deletionProtection: boolean;
  /** Bucket of its access logs, whose policy lets it write; none when absent. */
  readonly accessLogs?: { readonly bucket: pulumi.Input<string>; readonly ready: readonly pulumi.Resource[] };
  /** The way to the internet of its subnets: AWS refuses a public address while the VPC has no gateway. */
  readonly startsAfter: readonly pulumi.Resource[];
  readonly tags: Tags;
}

/** TLS 1.3, and 1.2 with forward secrecy for older clients. */
const sslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";
const toHttps = { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } };

/**
 * The only part of the platform with an address that others can reach.
 *
 * Cost: about 16 USD a month (720 h in us-east-1) and 0.008 USD for each capacity unit and hour.
 */
export class LoadBalancer extends pulumi.ComponentResource {
  readonly dnsName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Hosted zone of the balancer itself, for alias records. */
  readonly zoneId: pulumi.Output<string>;
  readonly targetGroup: lb.TargetGroup;
  /** The listener that forwards to the target group; AWS refuses a service whose target group has none. */
  readonly listener: lb.Listener;
  /** Dimensions of CloudWatch metrics. */
  readonly arnSuffix: pulumi.Output<string>;

  constructor(name: string, args: LoadBalancerArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:LoadBalancer", name, {}, options);
    const child = { parent: this };
    const fitted = autonamed(name, 32);
    const tags = named(args.tags, name);
    const balancer = new lb.LoadBalancer(
      fitted,
      {
        loadBalancerType: "application",
        internal: args.internal,
        subnets: args.subnetIds,
        securityGroups: [args.securityGroupId],
        dropInvalidHeaderFields: true,
        enableDeletionProtection: args.deletionProtection,
        idleTimeout: idleSeconds.balancer,
        ...(args.accessLogs && { accessLogs: { bucket: args.accessLogs.bucket, enabled: true } }),
        tags,
      },
      {
        ...child,
        dependsOn: [...args.startsAfter, ...(args.accessLogs?.ready ?? [])],
        // AWS would refuse to delete it after everything has moved to its successor: the engine refuses at once.
        protect: args.deletionProtection,
      },
    );
    this.dnsName = balancer.dnsName;
    this.arn = balancer.arn;
    this.zoneId = balancer.zoneId;
    this.arnSuffix = balancer.arnSuffix;
    // A target group belongs to one balancer: with another one comes another group, or its listener would be refused.
    const groupOptions = { ...child, replaceWith: [balancer] };
    this.targetGroup = new lb.TargetGroup(fitted, { ...targetGroupArgs(args), tags }, groupOptions);
    this.listener = this.createListeners(name, balancer, args.certificateArn, tags);
    this.registerOutputs({ dnsName: this.dnsName });
  }

  /** @returns the listener that forwards to the target group */
  private createListeners(
    name: string,
    balancer: lb.LoadBalancer,
    certificateArn: LoadBalancerArgs["certificateArn"],
    tags: Tags,
  ): lb.Listener {
    const child = { parent: this };
    const forward = { type: "forward", targetGroupArn: this.targetGroup.arn };
    // Port 80's listener always has the same name: two of them would collide on one port in an update.
    const http = `${name}-http`;
    if (!certificateArn) return listener(http, balancer, 80, forward, { tags }, child);
    const https = listener(`${name}-https`, balancer, 443, forward, { tags, sslPolicy, certificateArn }, child);
    // It points to HTTPS only once that answers.
    listener(http, balancer, 80, toHttps, { tags }, { ...child, dependsOn: [https] });
    return https;
  }
}

function targetGroupArgs(args: LoadBalancerArgs): lb.TargetGroupArgs {
  return {
    vpcId: args.vpcId,
    port: args.targetPort,
    protocol: "HTTP",
    targetType: "ip",
    deregistrationDelay: 30,
    healthCheck: {
      port: String(args.health.port),
      path: args.health.path,
      protocol: "HTTP",
      matcher: "200",
      interval: 15,
      timeout: 10,
      healthyThreshold: 2,
      // The health endpoint asks the database; a short failover must not take the only target away.
      unhealthyThreshold: 8,
    },
    stickiness: { type: "lb_cookie", enabled: args.stickySessions, cookieDuration: 86400 },
  };
}

function listener(
  name: string,
  balancer: lb.LoadBalancer,
  port: 80 | 443,
  action: lb.ListenerArgs["defaultActions"] extends pulumi.Input<(infer Action)[]> ? Action : never,
  rest: Pick<lb.ListenerArgs, "sslPolicy" | "certificateArn" | "tags">,
  options: pulumi.CustomResourceOptions,
): lb.Listener {
  const protocol = port === 443 ? "HTTPS" : "HTTP";
  return new lb.Listener(
    name,
    { loadBalancerArn: balancer.arn, port, protocol, defaultActions: [action], ...rest },
    options,
  );
}
