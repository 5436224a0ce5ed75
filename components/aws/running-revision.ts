import * as pulumi from "@pulumi/pulumi";
import * as ecs from "@pulumi/aws/ecs";

/** `family:revision` of a task definition's ARN. */
export const revisionOf = (taskDefinitionArn: string): string => taskDefinitionArn.replace(/^.*task-definition\//, "");

/** What to say when ECS runs another revision than the one registered; undefined when it runs that one. */
export function revisionProblem(service: string, registered: string, running: string): string | undefined {
  if (revisionOf(registered) === revisionOf(running)) return undefined;
  return [
    `Service ${service} runs ${revisionOf(running)}, not ${revisionOf(registered)}, which this update registered:`,
    "the new task did not become healthy and ECS went back to the one before.",
    "Read why in the service's events and logs (outputs: commands.logs), mend it, then run: pulumi up --refresh",
  ].join(" ");
}

/**
 * The revision that a service runs once it is steady; fails when that is not the one registered.
 * ECS reports a deployment that its circuit breaker rolled back as a steady service, and the provider as a success
 * (terraform-provider-aws#20858), so the account is asked again. A preview asks nothing.
 */
export function runningRevision(service: ecs.Service, registered: pulumi.Output<string>): pulumi.Output<string> {
  if (pulumi.runtime.isDryRun()) return registered.apply(revisionOf);
  const found = ecs.getServiceOutput(
    { clusterArn: service.cluster, serviceName: service.name },
    { parent: service, dependsOn: [service] },
  );
  return pulumi.all([service.name, registered, found.taskDefinition]).apply(([name, wanted, running]) => {
    const problem = revisionProblem(name, wanted, running);
    if (problem !== undefined) throw new pulumi.ResourceError(problem, service);
    return revisionOf(running);
  });
}
