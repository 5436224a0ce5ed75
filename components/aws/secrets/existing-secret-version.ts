import * as pulumi from "@pulumi/pulumi";
import { getSecretVersionsOutput } from "@pulumi/aws/secretsmanager";
import type { ExistingSecret } from "../../../config/sections/existing-secrets";

/**
 * Identifier of the current version, by which a rotation shows. Versions are listed, none is read: a value would come
 * into the state.
 */
export function currentVersion({ arn, follow }: ExistingSecret, parent: pulumi.Resource): pulumi.Output<string> {
  if (!follow) return pulumi.output(arn);
  const region = arn.split(":")[3];
  return getSecretVersionsOutput({ secretId: arn, ...(region && { region }) }, { parent }).versions.apply(
    (versions) => versions.find(({ versionStages }) => versionStages.includes("AWSCURRENT"))?.versionId ?? arn,
  );
}
