import type { Input } from "@pulumi/pulumi";

/** What Airflow's AwsEcsExecutor knows of the tasks that it starts, one for each run of a workflow. */
export interface EcsExecutorSettings {
  /** Name or ARN of the cluster. */
  readonly cluster: Input<string>;
  /** ARN of the workers' task definition, with its revision. */
  readonly taskDefinition: Input<string>;
  /** Container of it that gets the workload as its command. */
  readonly container: string;
  readonly region: string;
  /** Subnets and security group, comma-separated where there are more. */
  readonly subnets: Input<string>;
  readonly securityGroup: Input<string>;
}

/** The Python package that has the executor, for the Airflow of the lines that may use it. It asks for Airflow 2.11 or later. */
export const ecsExecutorPackage = "apache-airflow-providers-amazon==9.37.0";

const section = "AIRFLOW__AWS_ECS_EXECUTOR__";

/** Seconds that a run may wait for its task to start before Airflow gives it up; a large image takes minutes. */
const queuedSeconds = 3600;

/** Airflow's options for the executor (Amazon provider, configuration reference of section `aws_ecs_executor`). */
export const ecsExecutorVariables = (settings: EcsExecutorSettings): Readonly<Record<string, Input<string>>> => ({
  AIRFLOW__CORE__EXECUTOR: "airflow.providers.amazon.aws.executors.ecs.ecs_executor.AwsEcsExecutor",
  [`${section}ASSIGN_PUBLIC_IP`]: "False",
  // The executor asks by itself whether it may stop tasks, and again later where IAM has not heard of the role yet.
  [`${section}CHECK_HEALTH_ON_STARTUP`]: "False",
  [`${section}CLUSTER`]: settings.cluster,
  [`${section}CONTAINER_NAME`]: settings.container,
  [`${section}LAUNCH_TYPE`]: "FARGATE",
  // Three refusals of RunTask, within 20 s, would fail a run that only waits for a quota.
  [`${section}MAX_RUN_TASK_ATTEMPTS`]: "10",
  [`${section}PLATFORM_VERSION`]: "LATEST",
  [`${section}REGION_NAME`]: settings.region,
  [`${section}SECURITY_GROUPS`]: settings.securityGroup,
  [`${section}SUBNETS`]: settings.subnets,
  [`${section}TASK_DEFINITION`]: settings.taskDefinition,
  AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT: String(queuedSeconds),
});

/** Names of these options. */
export const ecsExecutorNames: readonly string[] = Object.keys(
  ecsExecutorVariables({ cluster: "", taskDefinition: "", container: "", region: "", subnets: "", securityGroup: "" }),
);
