import * as pulumi from "@pulumi/pulumi";
import * as appautoscaling from "@pulumi/aws/appautoscaling";
import type { ServerConfig } from "../../../config/schema";
import type { FargateService } from "../tasks/fargate-service";
import type { TaskPlace } from "../tasks/task-place";
import { named } from "../tags";
import type { LoadBalancer } from "./load-balancer";

/** Arguments of {@link ServerScaling}. */
export interface ServerScalingArgs {
  readonly autoscaling: NonNullable<ServerConfig["autoscaling"]>;
  readonly place: Pick<TaskPlace, "cluster" | "tags">;
  readonly service: FargateService;
  readonly balancer: LoadBalancer;
}

/** Seconds that one change of the count is given to show before the next: out at once, in with care. */
const cooldown = { scaleOutCooldown: 60, scaleInCooldown: 300 };

/** What may be tracked, each with the value that config asks for; undefined where it asks for none. */
const aims = (
  { cpuPercent, memoryPercent, requestsPerTarget }: ServerScalingArgs["autoscaling"],
  balancer: LoadBalancer,
) => [
  { aim: "cpu", value: cpuPercent, metric: { predefinedMetricType: "ECSServiceAverageCPUUtilization" } },
  { aim: "memory", value: memoryPercent, metric: { predefinedMetricType: "ECSServiceAverageMemoryUtilization" } },
  {
    aim: "requests",
    value: requestsPerTarget,
    metric: {
      predefinedMetricType: "ALBRequestCountPerTarget",
      resourceLabel: pulumi.interpolate`${balancer.arnSuffix}/${balancer.targetGroup.arnSuffix}`,
    },
  },
];

/**
 * The number of servers by load: Application Auto Scaling tracks each aim, and takes the largest count that one asks for.
 *
 * Cost: none by itself; its alarms are CloudWatch's (about 0.10 USD each and month, two an aim), and each server costs what it costs.
 */
export class ServerScaling extends pulumi.ComponentResource {
  constructor(name: string, args: ServerScalingArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:ServerScaling", name, {}, options);
    const child = { parent: this };
    const { autoscaling, balancer, place, service } = args;
    const target = new appautoscaling.Target(
      name,
      {
        serviceNamespace: "ecs",
        scalableDimension: "ecs:service:DesiredCount",
        resourceId: pulumi.interpolate`service/${place.cluster.name}/${service.service.name}`,
        minCapacity: autoscaling.minimum,
        maxCapacity: autoscaling.maximum,
        tags: named(place.tags, name),
      },
      child,
    );
    for (const { aim, value, metric } of aims(autoscaling, balancer)) {
      if (value === undefined) continue;
      new appautoscaling.Policy(
        `${name}-${aim}`,
        {
          policyType: "TargetTrackingScaling",
          serviceNamespace: target.serviceNamespace,
          scalableDimension: target.scalableDimension,
          resourceId: target.resourceId,
          targetTrackingScalingPolicyConfiguration: {
            predefinedMetricSpecification: metric,
            targetValue: value,
            ...cooldown,
          },
        },
        child,
      );
    }
    this.registerOutputs();
  }
}
