import type { Input } from "@pulumi/pulumi";
import type { SecretName } from "../environment/secret-names";

/**
 * One environment variable of a container: either plain or the name of a secret, never both.
 * The name is always known when the program runs; only a plain value may be an output.
 */
export type EnvironmentVariable =
  { readonly name: string; readonly value: Input<string> } | { readonly name: string; readonly secret: SecretName };

/** A directory that a container sees. `volume` names one of the task's {@link VolumeSpec}s. */
export interface MountSpec {
  readonly volume: string;
  readonly path: string;
  readonly readOnly: boolean;
}

/** When a container may start: after the other started, ended with status 0, or answers its health check. */
export interface ContainerDependency {
  readonly container: string;
  readonly condition: "START" | "SUCCESS" | "HEALTHY";
}

/** The longest time to end that Fargate gives a container, in seconds (Amazon ECS API Reference, ContainerDefinition, stopTimeout). */
export const longestStopSeconds = 120;

/** A command run inside the container; status 0 means healthy. All times in seconds. */
export interface HealthCheckSpec {
  readonly command: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly startPeriodSeconds: number;
}

/** One container of a task, in the words that ECS and Docker share. Holds no secret value. */
export interface ContainerSpec {
  readonly name: string;
  readonly image: Input<string>;
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  /** Ports the process listens on; the host port is the same. */
  readonly ports: readonly number[];
  /** Sorted by name. */
  readonly environment: readonly EnvironmentVariable[];
  readonly mounts: readonly MountSpec[];
  readonly healthCheck?: HealthCheckSpec;
  /** An essential container ends the task when it ends; a step that runs once is not essential. */
  readonly essential: boolean;
  readonly dependsOn: readonly ContainerDependency[];
  /** `uid[:gid]`; the image's own user when absent. */
  readonly user?: string;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeoutSeconds?: number;
  readonly readonlyRootFilesystem?: boolean;
}

/** A volume of a task: `ephemeral` dies with the task; `shared` outlives it, owned by `uid`:`gid` with `mode`. */
export type VolumeSpec =
  | { readonly name: string; readonly kind: "ephemeral" }
  | {
      readonly name: string;
      readonly kind: "shared";
      /** Directory on the shared file system, absolute. */
      readonly directory: string;
      readonly uid: number;
      readonly gid: number;
      /** Octal, four digits, such as `0750`. */
      readonly mode: string;
    };

/** The containers that run together, in start order, and the volumes they share. */
export interface TaskSpec {
  readonly containers: readonly ContainerSpec[];
  readonly volumes: readonly VolumeSpec[];
}
