import * as pulumi from "@pulumi/pulumi";
import * as ecs from "@pulumi/aws/ecs";
import { refusal } from "../../../problems/refusal";

/** `family:revision` of a task definition's ARN. */
export const revisionOf = (taskDefinitionArn: string): string => taskDefinitionArn.replace(/^.*task-definition\//, "");

/** A service as ECS describes it. */
export interface FoundService {
  /** Revision of its newest deployment, as an ARN. */
  readonly taskDefinition: string;
  /** Tasks that it should run, and those that run; absent where the provider does not tell. */
  readonly desiredCount?: number;
  readonly runningCount?: number;
}

/** What to say when ECS does not run the revision that was registered; undefined when it does. */
export function revisionProblem(
  service: string,
  cluster: string,
  registered: string,
  found: FoundService,
): string | undefined {
  const read = "Read why in the service's events and logs (outputs: commands.logs), fix it, then run:";
  if (revisionOf(registered) !== revisionOf(found.taskDefinition)) {
    return [
      `Service ${service} runs ${revisionOf(found.taskDefinition)}, not ${revisionOf(registered)}, which this update registered:`,
      `the new task did not become healthy and ECS went back to the one before. ${read} pulumi up --refresh`,
    ].join(" ");
  }
  const { desiredCount, runningCount } = found;
  if (desiredCount === 0)
    return [
      `Service ${service} is stopped: somebody set its count to 0, and an update does not see that until the state is refreshed.`,
      "Set it to its count again, run: pulumi up --refresh",
    ].join(" ");
  if (desiredCount === undefined || runningCount === undefined || runningCount >= desiredCount) return undefined;
  // ECS gives a service up whose tasks failed, and an update that changes nothing does not start it again.
  return [
    `Service ${service} runs ${runningCount} of ${desiredCount} tasks of ${revisionOf(registered)}:`,
    `the task stopped, or none became healthy and ECS no longer tries. ${read}`,
    `aws ecs update-service --cluster ${cluster.replace(/^.*cluster\//, "")} --service ${service} --force-new-deployment`,
  ].join(" ");
}

/**
 * The revision that a service runs once it is steady; fails when that is not the one registered, or when no task of it
 * runs. ECS reports a deployment that its circuit breaker rolled back as a steady service, and the provider as a success
 * (terraform-provider-aws#20858); a service that ECS gave up has no difference that a later update would see. So the
 * account is asked again, after what sets a stopped service to its count. A preview asks nothing.
 */
export function runningRevision(
  service: ecs.Service,
  registered: pulumi.Output<string>,
  after: readonly pulumi.Resource[],
): pulumi.Output<string> {
  if (pulumi.runtime.isDryRun()) return registered.apply(revisionOf);
  const found = ecs.getServiceOutput(
    { clusterArn: service.cluster, serviceName: service.name },
    { parent: service, dependsOn: [service, ...after] },
  );
  return pulumi.all([service.name, service.cluster, registered, found]).apply(([name, cluster, wanted, running]) => {
    const problem = revisionProblem(name, cluster, wanted, running);
    if (problem !== undefined) throw refusal(problem);
    return revisionOf(running.taskDefinition);
  });
}
