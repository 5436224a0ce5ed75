import * as pulumi from "@pulumi/pulumi";
import { ports } from "../../../openmetadata/tasks/ports";

/**
 * The command that shows Airflow's page at localhost: a session of Session Manager to the running container, through
 * which ECS Exec goes too (AWS Systems Manager User Guide, "Starting a session", port forwarding; the target of a Fargate
 * task is `ecs:CLUSTER_TASK_RUNTIME`). It takes the AWS CLI with its Session Manager plug-in, and nothing listens on the
 * internet.
 */
export function airflowPageCommand(args: {
  readonly cluster: pulumi.Input<string>;
  readonly service: pulumi.Input<string>;
  readonly region: string;
}): pulumi.Output<string> {
  const where = pulumi.interpolate`--region ${args.region} --cluster ${args.cluster}`;
  const task = pulumi.interpolate`TASK=$(aws ecs list-tasks ${where} --service-name ${args.service} --query 'taskArns[0]' --output text)`;
  const runtime = pulumi.interpolate`RUNTIME=$(aws ecs describe-tasks ${where} --tasks "$TASK" --query "tasks[0].containers[?name=='airflow'].runtimeId | [0]" --output text)`;
  const target = pulumi.interpolate`--target "ecs:${args.cluster}_\${TASK##*/}_$RUNTIME"`;
  const document = "--document-name AWS-StartPortForwardingSession";
  const forwarded = JSON.stringify({ portNumber: [String(ports.airflow)], localPortNumber: [String(ports.airflow)] });
  return pulumi.interpolate`${task}; ${runtime}; aws ssm start-session --region ${args.region} ${target} ${document} --parameters '${forwarded}'`;
}
