import type { ContainerSpec } from "../../openmetadata/tasks/container-spec";
import { type Ended, run } from "./parts";

export interface ContainerRun {
  /** Values of the secrets that the container names. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Variables that stand for the container's own mounts and waits. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The shell in the place of `/bin/sh`. */
  readonly shell?: readonly string[];
}

/** The container's environment as its process would see it: plain values and secret ones, nothing of this process. */
export function environmentOf(container: ContainerSpec, settings: ContainerRun): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const variable of container.environment) {
    const value = "secret" in variable ? settings.secrets[variable.secret] : variable.value;
    if (typeof value !== "string") throw new Error(`no value for ${variable.name} of ${container.name}`);
    variables[variable.name] = value;
  }
  return { PATH: process.env.PATH ?? "", HOME: "/nonexistent", ...variables, ...settings.environment };
}

/** Runs a container's own entry point and command on this machine. */
export async function runContainer(container: ContainerSpec, settings: ContainerRun): Promise<Ended> {
  const [entry = "", ...flags] = container.entryPoint ?? [];
  const start = entry === "/bin/sh" ? (settings.shell ?? [entry]) : [entry];
  return run([...start, ...flags, ...(container.command ?? [])], environmentOf(container, settings));
}
