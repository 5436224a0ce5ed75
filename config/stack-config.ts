import type { Output } from "@pulumi/pulumi";
import type { SecretName } from "../openmetadata/environment/secret-names";
import type { PlainStackConfig } from "./schema";

/**
 * A stack file, parsed once. `secrets` holds what `openmetadata:secrets` brings, each value a Pulumi secret from the
 * moment it is read, under its logical name (`auth.clientSecret`, `serverEnvironment.NAME`).
 */
export interface StackConfig extends PlainStackConfig {
  readonly secrets: ReadonlyMap<SecretName, Output<string>>;
}
