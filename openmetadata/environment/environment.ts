import type { Input } from "@pulumi/pulumi";
import type { EnvironmentVariable } from "../tasks/container-spec";
import type { SecretName } from "./secret-names";

/**
 * Collects the variables of one container. `reads` says which names the release has evidence for; a variable without
 * evidence never gets in: by {@link set} and {@link secret} it is an error of the project, by the `…IfRead` variants it
 * is left out.
 */
export class EnvironmentBuilder {
  private readonly variables = new Map<string, EnvironmentVariable>();

  constructor(
    readonly reads: (name: string) => boolean,
    /** Where the names come from, for errors: `OpenMetadata 1.13.6`. */
    private readonly reader: string,
  ) {}

  /** A plain variable; nothing when the value is undefined. */
  set(name: string, value: Input<string> | undefined): void {
    if (value !== undefined) this.add({ name, value });
  }

  setIfRead(name: string, value: Input<string> | undefined): void {
    if (this.reads(name)) this.set(name, value);
  }

  secret(name: string, secret: SecretName): void {
    this.add({ name, secret });
  }

  secretIfRead(name: string, secret: SecretName): void {
    if (this.reads(name)) this.secret(name, secret);
  }

  addAll(variables: readonly EnvironmentVariable[]): void {
    variables.forEach((variable) => this.add(variable));
  }

  has(name: string): boolean {
    return this.variables.has(name);
  }

  /** Sorted by name, as a task definition needs it. */
  build(): EnvironmentVariable[] {
    return [...this.variables.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  private add(variable: EnvironmentVariable): void {
    if (!this.reads(variable.name)) {
      throw new Error(`${this.reader} does not read ${variable.name}: nothing says that it does`);
    }
    this.variables.set(variable.name, variable);
  }
}
