import type * as pulumi from "@pulumi/pulumi";
import { jsonText } from "../json-text";
import type {
  ContainerSpec,
  EnvironmentVariable,
  HealthCheckSpec,
  TaskSpec,
} from "../../../openmetadata/tasks/container-spec";
import { registryOf } from "../../../openmetadata/images/images";
import type { SecretName } from "../../../openmetadata/environment/secret-names";

/** What turns a {@link TaskSpec} into container definitions of one account. */
export interface ContainerDefinitionSettings {
  readonly task: TaskSpec;
  /** The secret that holds a logical secret's value: its ARN, or a member of its JSON object. */
  readonly secretReference: (name: SecretName) => pulumi.Input<string>;
  /** Log group of the task. */
  readonly logGroup: pulumi.Input<string>;
  /** First part of every log stream's name; ECS adds the container and the task's id. */
  readonly streamPrefix: string;
  readonly region: pulumi.Input<string>;
  /** ECS Exec: an init process reaps what a shell in the container leaves behind. */
  readonly execCommand: boolean;
  /** Login to a private registry: for the images that come from it. */
  readonly credentials?: { readonly registry: string; readonly secretArn: string } | undefined;
}

const byName = (left: { readonly name: string }, right: { readonly name: string }): number =>
  left.name < right.name ? -1 : left.name > right.name ? 1 : 0;

/** Names of the secrets that a task's containers read, sorted, each once. */
export function secretsOf(task: TaskSpec): SecretName[] {
  const names = task.containers.flatMap((container) =>
    container.environment.flatMap((variable) => ("secret" in variable ? [variable.secret] : [])),
  );
  return [...new Set(names)].sort();
}

/**
 * Names of each container's variables, with the secret that one is read from; every name is known in a preview. Where
 * container definitions hold the ARN of a new secret, a preview shows nothing of them, and this shows what comes and goes.
 */
export const variableNames = (task: TaskSpec): Record<string, Record<string, string>> =>
  Object.fromEntries(
    [...task.containers]
      .sort(byName)
      .map(({ name, environment }) => [
        name,
        Object.fromEntries(
          [...environment]
            .sort(byName)
            .map((variable) => [variable.name, "secret" in variable ? `secret ${variable.secret}` : "plain"]),
        ),
      ]),
  );

/**
 * Container definitions as the JSON text that ECS takes.
 * Containers, variables and secrets are sorted by name and the fields that ECS fills in by itself are written out:
 * otherwise every preview shows a difference that is none (pulumi-aws#1985, #4576, #5256).
 * A secret is only ever a `valueFrom`; one secret value would make the whole text secret and hide every change in it.
 */
export function containerDefinitions(settings: ContainerDefinitionSettings): pulumi.Output<string> {
  return jsonText(
    [...settings.task.containers].sort(byName).map((container) => containerDefinition(container, settings)),
  );
}

function containerDefinition(container: ContainerSpec, settings: ContainerDefinitionSettings): Record<string, unknown> {
  return {
    name: container.name,
    image: container.image,
    ...repositoryCredentials(container, settings),
    essential: container.essential,
    ...(container.entryPoint && { entryPoint: container.entryPoint }),
    ...(container.command && { command: container.command }),
    ...(container.user !== undefined && { user: container.user }),
    ...(container.stopTimeoutSeconds !== undefined && { stopTimeout: container.stopTimeoutSeconds }),
    ...(container.readonlyRootFilesystem !== undefined && {
      readonlyRootFilesystem: container.readonlyRootFilesystem,
    }),
    ...(container.healthCheck && { healthCheck: healthCheck(container.healthCheck) }),
    ...(container.dependsOn.length > 0 && {
      dependsOn: container.dependsOn.map((other) => ({ containerName: other.container, condition: other.condition })),
    }),
    ...(settings.execCommand && { linuxParameters: { initProcessEnabled: true } }),
    environment: plainVariables(container.environment),
    secrets: secretVariables(container.environment, settings),
    portMappings: container.ports.map((port) => ({ containerPort: port, hostPort: port, protocol: "tcp" })),
    mountPoints: container.mounts.map((mount) => ({
      sourceVolume: mount.volume,
      containerPath: mount.path,
      readOnly: mount.readOnly,
    })),
    volumesFrom: [],
    systemControls: [],
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": settings.logGroup,
        "awslogs-region": settings.region,
        "awslogs-stream-prefix": settings.streamPrefix,
      },
    },
  };
}

/** An image that is known only later is one that the stack builds, in ECR, where the execution role logs in. */
const repositoryCredentials = ({ image }: ContainerSpec, { credentials }: ContainerDefinitionSettings): object =>
  credentials && typeof image === "string" && registryOf(image) === credentials.registry
    ? { repositoryCredentials: { credentialsParameter: credentials.secretArn } }
    : {};

function plainVariables(environment: readonly EnvironmentVariable[]): { name: string; value: pulumi.Input<string> }[] {
  return environment
    .flatMap((variable) => ("value" in variable ? [{ name: variable.name, value: variable.value }] : []))
    .sort(byName);
}

function secretVariables(
  environment: readonly EnvironmentVariable[],
  settings: ContainerDefinitionSettings,
): { name: string; valueFrom: pulumi.Input<string> }[] {
  return environment
    .flatMap((variable) =>
      "secret" in variable ? [{ name: variable.name, valueFrom: settings.secretReference(variable.secret) }] : [],
    )
    .sort(byName);
}

function healthCheck(check: HealthCheckSpec): Record<string, unknown> {
  return {
    command: ["CMD", ...check.command],
    interval: check.intervalSeconds,
    timeout: check.timeoutSeconds,
    retries: check.retries,
    startPeriod: check.startPeriodSeconds,
  };
}
